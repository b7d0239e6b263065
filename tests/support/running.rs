//! The program while it runs.

use std::io::{BufRead as _, BufReader, Read as _};
use std::process::{Child, ChildStderr, Command, ExitStatus, Stdio};

use rustix::process::{Pid, Signal, kill_process};

/// A run of the program that has not ended yet; it is killed when it is dropped.
pub(crate) struct Running {
    child: Child,
    stderr: BufReader<ChildStderr>,
}

impl Running {
    pub(crate) fn start(mut command: Command) -> Self {
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program can be run");
        let stderr = child.stderr.take().expect("it is piped");
        Self {
            child,
            stderr: BufReader::new(stderr),
        }
    }

    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    /// What Ctrl-C on a terminal sends.
    pub(crate) fn interrupt(&self) {
        self.signal(Signal::INT);
    }

    /// Ends it as nothing else does, and says whether it was still running.
    pub(crate) fn kill(mut self) -> bool {
        let running = self.child.try_wait().expect("it is ours").is_none();
        self.child.kill().expect("it is ours");
        let status = self.child.wait().expect("it is ours");
        running && status.code().is_none()
    }

    /// Waits for the next line on stderr.
    pub(crate) fn line(&mut self) -> String {
        let mut line = String::new();
        self.stderr.read_line(&mut line).expect("it writes UTF-8");
        line
    }

    /// Waits for its end: the status, and the rest of stderr.
    pub(crate) fn end(mut self) -> (ExitStatus, String) {
        let mut rest = String::new();
        self.stderr
            .read_to_string(&mut rest)
            .expect("it writes UTF-8");
        (self.child.wait().expect("it is ours"), rest)
    }

    fn signal(&self, signal: Signal) {
        let pid = Pid::from_child(&self.child);
        kill_process(pid, signal).expect("it is running");
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // It has ended, or it is ended now; either is well.
        if self.child.kill().is_ok() {
            self.child.wait().expect("it is ours");
        }
    }
}
