//! The screens, as Elm would have them: [`update()`] is told facts and asks for things, [`view()`] paints a picture.
//! Neither reads nor writes anything; the shell carries out the [`Command`]s and reports back with [`Message`]s.

pub mod action;
pub mod areas;
pub mod canvas;
pub mod command;
pub mod draft;
pub mod drawn;
pub mod editor;
pub mod fuzzy;
pub mod key;
pub mod keymap;
pub mod menu;
pub mod message;
pub mod model;
pub mod picker;
pub mod scroll;
pub mod theme;
mod update;
mod view;
pub mod whatif;
pub mod widget;
pub mod work;

pub use command::Command;
pub use key::Key;
pub use message::Message;
pub use model::Model;
pub use theme::Theme;
pub use update::update;
pub use view::view;
