//! Turns the one function by which the host reaches into a guest against it: what allocates the room for an answer.
//!
//! The host asks the guest for memory while the guest waits for the host, and gives an answer's memory back after the
//! guest has returned. Both run code of the guest's at a moment of the host's.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::hint::black_box;
use std::ptr;

use crate::Case;
use crate::exports::opencite::plugin::guest::Failure;
use crate::opencite::plugin::{config, log};

pub(crate) const CASES: &[Case] = &[
    ("allocates_outside", || answered_with(Treason::Outside)),
    ("allocates_between", || answered_with(Treason::Between)),
    ("allocates_for_ever", || answered_with(Treason::ForEver)),
    ("allocates_with_a_call", || answered_with(Treason::ACall)),
    ("frees_for_ever", frees_for_ever),
];

/// What is done instead of allocating.
#[derive(Clone, Copy)]
enum Treason {
    /// Memory that is not there.
    Outside,
    /// An address that nothing but bytes can be at.
    Between,
    /// The call never ends.
    ForEver,
    /// The host is called, which is waiting for this to return.
    ACall,
}

struct Allocator {
    next: Cell<Option<Treason>>,
}

// SAFETY: none is needed: a guest has one thread.
unsafe impl Sync for Allocator {}

#[global_allocator]
static ALLOCATOR: Allocator = Allocator {
    next: Cell::new(None),
};

// SAFETY: it keeps the contract while nobody has asked it not to.
unsafe impl GlobalAlloc for Allocator {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        match self.next.take() {
            // SAFETY: the caller's.
            None => unsafe { System.alloc(layout) },
            Some(treason) => betray(treason),
        }
    }

    unsafe fn dealloc(&self, memory: *mut u8, layout: Layout) {
        if layout.size() == NEVER_FREED {
            never_return();
        }
        // SAFETY: the caller's.
        unsafe { System.dealloc(memory, layout) }
    }
}

fn betray(treason: Treason) -> *mut u8 {
    match treason {
        Treason::Outside => ptr::without_provenance_mut(0xffff_fff0),
        Treason::Between => ptr::without_provenance_mut(0x1_0001),
        Treason::ForEver => never_return(),
        Treason::ACall => {
            log::write(log::Level::Warn, "called while the host is calling");
            ptr::null_mut()
        }
    }
}

fn never_return() -> ! {
    loop {
        black_box(());
    }
}

/// Asks the host something whose answer needs memory.
fn answered_with(treason: Treason) -> Result<(), Failure> {
    ALLOCATOR.next.set(Some(treason));
    let answer = config::get("greetings");
    Err(Failure::Other(format!("answered: {}", answer.is_some())))
}

/// The size of a text that is never given back: no other has it.
const NEVER_FREED: usize = 12_345;

/// Returns well, and loops when the host has its words and gives their memory back.
fn frees_for_ever() -> Result<(), Failure> {
    Err(Failure::Other("x".repeat(NEVER_FREED)))
}
