//! Reports on their way to somebody: stored before they are sent, and until they are.

use opencite_core::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, Row, Transaction, named_params};

use crate::failure::Failure;
use crate::{Store, StoreError, row};

/// The most deliveries that are remembered after they were sent or dropped.
const REMEMBERED: i64 = 1_000;

/// A report for somebody, to be stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewDelivery {
    /// The job that made it; nothing when somebody asked for it by hand.
    pub job: Option<String>,
    /// The destination's name in the config, or the addresses.
    pub destination: String,
    /// What tells it from all others, everywhere: the same at every attempt.
    pub message_id: String,
    /// What it is called.
    pub subject: String,
    /// When it was made.
    pub created: Timestamp,
    /// What is to be sent.
    pub message: Vec<u8>,
}

/// A report for somebody, as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeliveryRecord {
    /// Its number.
    pub id: i64,
    /// The job that made it.
    pub job: Option<String>,
    /// Who gets it.
    pub destination: String,
    /// What tells it from all others.
    pub message_id: String,
    /// What it is called.
    pub subject: String,
    /// When it was made.
    pub created: Timestamp,
    /// Whether it is still to be sent.
    pub is_waiting: bool,
    /// How often it was tried.
    pub attempts: u64,
    /// When it was last tried.
    pub tried: Option<Timestamp>,
    /// Why the last attempt failed.
    pub error: Option<String>,
    /// When it was sent.
    pub sent: Option<Timestamp>,
}

impl Store {
    /// Stores a report that is to be sent, and gives it its number.
    ///
    /// # Errors
    ///
    /// When the database cannot be written.
    pub fn add_delivery(&mut self, new: &NewDelivery) -> Result<i64, StoreError> {
        self.write(|tx| add(tx, new))
    }

    /// All deliveries, oldest first. Those that were sent or dropped are forgotten after a thousand others.
    ///
    /// # Errors
    ///
    /// When the database cannot be read.
    pub fn deliveries(&self) -> Result<Vec<DeliveryRecord>, StoreError> {
        self.read(all)
    }

    /// What is to be sent; nothing when it was, or was dropped.
    ///
    /// # Errors
    ///
    /// [`StoreError::NoSuchDelivery`] when there is none of that number.
    pub fn delivery_message(&self, id: i64) -> Result<Option<Vec<u8>>, StoreError> {
        self.read(|connection| message(connection, id))
    }

    /// Notes that a delivery was sent: what it held goes.
    ///
    /// # Errors
    ///
    /// When the database cannot be written.
    pub fn delivery_sent(&mut self, id: i64, at: Timestamp) -> Result<(), StoreError> {
        self.write(|tx| sent(tx, id, at))
    }

    /// Notes why a delivery could not be sent: it stays, and is tried again the next time.
    ///
    /// # Errors
    ///
    /// When the database cannot be written.
    pub fn delivery_failed(
        &mut self,
        id: i64,
        at: Timestamp,
        error: &str,
    ) -> Result<(), StoreError> {
        self.write(|tx| failed(tx, id, at, error))
    }

    /// Puts something else in the place of what is to be sent: what is left of it, when a part was sent.
    ///
    /// # Errors
    ///
    /// When the database cannot be written.
    pub fn replace_delivery_message(&mut self, id: i64, message: &[u8]) -> Result<(), StoreError> {
        self.write(|tx| replace(tx, id, message))
    }

    /// Gives a delivery up: it stays in the list, and what it held goes.
    ///
    /// # Errors
    ///
    /// [`StoreError::NoSuchDelivery`] when there is none of that number.
    pub fn discard_delivery(&mut self, id: i64) -> Result<(), StoreError> {
        self.write(|tx| discard(tx, id))
    }
}

pub(crate) fn add(tx: &Transaction<'_>, new: &NewDelivery) -> Result<i64, Failure> {
    tx.execute(
        "INSERT INTO delivery (job, destination, message_id, subject, created, message)
         VALUES (:job, :destination, :message_id, :subject, :created, :message)",
        named_params! {
            ":job": new.job,
            ":destination": new.destination,
            ":message_id": new.message_id,
            ":subject": new.subject,
            ":created": row::time_text(new.created),
            ":message": new.message,
        },
    )?;
    Ok(tx.last_insert_rowid())
}

/// All of them, oldest first, without what they hold.
fn all(connection: &Connection) -> Result<Vec<DeliveryRecord>, Failure> {
    connection
        .prepare_cached(
            "SELECT id, job, destination, message_id, subject, created,
                    message IS NOT NULL AS is_waiting, attempts, tried, error, sent
             FROM delivery ORDER BY id",
        )?
        .query_and_then([], record)?
        .collect()
}

/// What is to be sent; nothing when it was, or was dropped.
fn message(connection: &Connection, id: i64) -> Result<Option<Vec<u8>>, Failure> {
    let found: Option<Option<Vec<u8>>> = connection
        .prepare_cached("SELECT message FROM delivery WHERE id = :id")?
        .query_row(named_params! { ":id": id }, |row| row.get("message"))
        .optional()?;
    found.ok_or_else(|| StoreError::NoSuchDelivery { id }.into())
}

fn sent(tx: &Transaction<'_>, id: i64, at: Timestamp) -> Result<(), Failure> {
    tx.execute(
        "UPDATE delivery
         SET sent = :at, tried = :at, attempts = attempts + 1, error = NULL, message = NULL
         WHERE id = :id",
        named_params! { ":id": id, ":at": row::time_text(at) },
    )?;
    forget_old(tx)
}

fn failed(tx: &Transaction<'_>, id: i64, at: Timestamp, error: &str) -> Result<(), Failure> {
    tx.execute(
        "UPDATE delivery SET tried = :at, attempts = attempts + 1, error = :error WHERE id = :id",
        named_params! { ":id": id, ":at": row::time_text(at), ":error": error },
    )?;
    Ok(())
}

fn replace(tx: &Transaction<'_>, id: i64, message: &[u8]) -> Result<(), Failure> {
    tx.execute(
        "UPDATE delivery SET message = :message WHERE id = :id AND message IS NOT NULL",
        named_params! { ":id": id, ":message": message },
    )?;
    Ok(())
}

/// Gives a delivery up: it stays in the list, and what it holds goes.
fn discard(tx: &Transaction<'_>, id: i64) -> Result<(), Failure> {
    let known = tx.execute(
        "UPDATE delivery SET message = NULL WHERE id = :id",
        named_params! { ":id": id },
    )?;
    if known == 0 {
        return Err(StoreError::NoSuchDelivery { id }.into());
    }
    forget_old(tx)
}

fn forget_old(tx: &Transaction<'_>) -> Result<(), Failure> {
    tx.execute(
        "DELETE FROM delivery
         WHERE message IS NULL AND id <= (SELECT max(id) FROM delivery) - :remembered",
        named_params! { ":remembered": REMEMBERED },
    )?;
    Ok(())
}

fn record(row: &Row<'_>) -> Result<DeliveryRecord, Failure> {
    Ok(DeliveryRecord {
        id: row.get("id")?,
        job: row.get("job")?,
        destination: row.get("destination")?,
        message_id: row.get("message_id")?,
        subject: row.get("subject")?,
        created: row::time(row, "created")?,
        is_waiting: row.get("is_waiting")?,
        attempts: row::count(row, "attempts")?,
        tried: row::optional_time(row, "tried")?,
        error: row.get("error")?,
        sent: row::optional_time(row, "sent")?,
    })
}
