//! The structure tree of a tagged PDF while it grows: layout makes the nodes, drawing hangs what
//! it drew into them, and the whole becomes krilla's tree at the end.

use krilla::tagging::{Identifier, TagGroup, TagKind, TagTree};

/// A node of the tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Node(usize);

enum Child {
    Node(Node),
    Drawn(Identifier),
}

struct Entry {
    tag: TagKind,
    children: Vec<Child>,
}

/// The tree.
#[derive(Default)]
pub(super) struct Tags {
    entries: Vec<Entry>,
    roots: Vec<Node>,
}

impl Tags {
    /// A node at the top.
    pub(super) fn root(&mut self, tag: impl Into<TagKind>) -> Node {
        let node = self.entry(tag.into());
        self.roots.push(node);
        node
    }

    /// A node under another, after those that it already has.
    pub(super) fn child(&mut self, parent: Node, tag: impl Into<TagKind>) -> Node {
        let node = self.entry(tag.into());
        if let Some(entry) = self.entries.get_mut(parent.0) {
            entry.children.push(Child::Node(node));
        }
        node
    }

    /// Hangs something drawn into a node.
    pub(super) fn drawn(&mut self, node: Node, what: Identifier) {
        if let Some(entry) = self.entries.get_mut(node.0) {
            entry.children.push(Child::Drawn(what));
        }
    }

    fn entry(&mut self, tag: TagKind) -> Node {
        self.entries.push(Entry { tag, children: Vec::new() });
        Node(self.entries.len() - 1)
    }

    /// The finished tree.
    pub(super) fn finish(self, language: &str) -> TagTree {
        let mut entries: Vec<Option<Entry>> = self.entries.into_iter().map(Some).collect();
        let mut tree = TagTree::new().with_lang(Some(language.to_owned()));
        for root in self.roots {
            if let Some(group) = group(&mut entries, root) {
                tree.push(group);
            }
        }
        tree
    }
}

fn group(entries: &mut [Option<Entry>], node: Node) -> Option<TagGroup> {
    let entry = entries.get_mut(node.0).and_then(Option::take)?;
    let mut group = TagGroup::new(entry.tag);
    for child in entry.children {
        match child {
            Child::Drawn(identifier) => group.push(identifier),
            Child::Node(node) => {
                if let Some(inner) = self::group(entries, node) {
                    group.push(inner);
                }
            }
        }
    }
    Some(group)
}
