//! What can never happen.

use super::condition::Conditions;
use crate::diagnostic::faults::Faults;
use crate::questionnaire::Questionnaire;

/// Reports conditions that can never hold.
pub(super) fn check(_faults: &Faults, _questionnaire: &Questionnaire, _conditions: Conditions) {}
