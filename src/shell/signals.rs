//! Signals as facts: the end was asked for, or the terminal is ours again. On systems without signals there are none.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI32, Ordering};

/// What signals said since the last look.
#[derive(Clone, Debug, Default)]
pub struct Signals {
    end: Arc<AtomicI32>,
    resumed: Arc<AtomicBool>,
}

impl Signals {
    /// The signal that asked for the end, if one did.
    pub fn end(&self) -> Option<i32> {
        Some(self.end.load(Ordering::Relaxed)).filter(|&s| s != 0)
    }

    /// Whether the process was stopped and goes on; asking forgets it.
    pub fn resumed(&self) -> bool {
        self.resumed.swap(false, Ordering::Relaxed)
    }
}

#[cfg(unix)]
mod unix {
    use std::io;
    use std::sync::Arc;
    use std::sync::atomic::Ordering;
    use std::thread;
    use std::time::Duration;

    use signal_hook::consts::{
        SIGABRT, SIGALRM, SIGCONT, SIGHUP, SIGINT, SIGPROF, SIGQUIT, SIGTERM, SIGTSTP, SIGUSR1, SIGUSR2, SIGVTALRM,
        SIGWINCH, SIGXCPU, SIGXFSZ,
    };
    use signal_hook::low_level::{emulate_default_handler, raise};

    use super::Signals;

    /// How long the runtime has to say good-bye before the process ends without it: a reader of a terminal that has
    /// hung up never comes back.
    const GRACE: Duration = Duration::from_secs(1);

    /// What would end the process with the terminal in our modes. An abort that comes from within cannot wait for us.
    const ENDS: [i32; 11] =
        [SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGABRT, SIGXCPU, SIGALRM, SIGVTALRM, SIGPROF, SIGUSR1, SIGUSR2];

    impl Signals {
        /// Begins to listen. `leave` gives the terminal back when the runtime does not.
        ///
        /// # Errors
        /// When the system does not let us.
        pub fn listen(leave: fn()) -> io::Result<Self> {
            let signals = Self::default();
            let (end, resumed) = (signals.end.clone(), signals.resumed.clone());
            let mut stream = signal_hook::iterator::Signals::new(ENDS.into_iter().chain([SIGCONT]))?;
            thread::Builder::new().name("signals".to_owned()).spawn(move || {
                for signal in stream.forever() {
                    match signal {
                        SIGCONT => resumed.store(true, Ordering::Relaxed),
                        _ => end.store(signal, Ordering::Relaxed),
                    }
                    wake();
                    if signal != SIGCONT {
                        thread::sleep(GRACE);
                        leave();
                        die(signal);
                    }
                }
            })?;
            Ok(signals)
        }
    }

    /// Makes a file that must not grow an error of the write, not the end of the process.
    pub fn survive_full_files() {
        let _ = signal_hook::flag::register(SIGXFSZ, Arc::default());
    }

    /// Wakes the runtime, which waits for the terminal: a change of its size is news that change nothing.
    pub fn wake() {
        let _ = raise(SIGWINCH);
    }

    /// Stops until continued, as ctrl-z does. Nothing happens where nobody could continue us.
    pub fn stop() {
        let _ = raise(SIGTSTP);
    }

    /// Ends the process by a signal, so that whoever started it can tell.
    pub fn die(signal: i32) {
        let _ = emulate_default_handler(signal);
    }
}

#[cfg(unix)]
pub use unix::{die, stop, survive_full_files, wake};

#[cfg(not(unix))]
mod other {
    impl super::Signals {
        /// There is nothing to listen to.
        pub fn listen(_leave: fn()) -> std::io::Result<Self> {
            Ok(Self::default())
        }
    }

    /// There is no such limit.
    pub fn survive_full_files() {}

    /// Nobody can be woken: the runtime looks up by itself.
    pub fn wake() {}

    /// Nobody can be stopped.
    pub fn stop() {}

    /// No signal ends a process here.
    pub fn die(_signal: i32) {}
}

#[cfg(not(unix))]
pub use other::{die, stop, survive_full_files, wake};
