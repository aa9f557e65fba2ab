//! How does tantivy see an index folder? As one that never changes under a reader, and that a writer fills without anyone
//! seeing it: a [`ReadingRoom`] holds the list of segments of one commit, a [`WritingRoom`] keeps the list that tantivy writes
//! to itself until it is published. Both compare what they read with the sums that were taken when it was written.

use std::collections::BTreeSet;
use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tantivy::directory::error::{DeleteError, LockError, OpenReadError, OpenWriteError};
use tantivy::directory::{
    AntiCallToken, Directory, DirectoryLock, FileHandle, INDEX_WRITER_LOCK, Lock, MmapDirectory, TerminatingWrite, WatchCallback,
    WatchHandle, WritePtr,
};

use super::folder::{META, Segments};
use super::sums::{FileSum, Summer, Sums, Verified, damage};

/// An index folder as one commit left it. Where no lock can be taken because the folder cannot be written, none is needed:
/// nobody can delete files from under the reader there.
#[derive(Debug, Clone)]
pub(super) struct ReadingRoom {
    /// The folder.
    pub disk: MmapDirectory,
    /// The list of segments.
    pub meta: Arc<Vec<u8>>,
    /// The sums of their files.
    pub sums: Arc<Sums>,
}

impl Directory for ReadingRoom {
    fn acquire_lock(&self, lock: &Lock) -> Result<DirectoryLock, LockError> {
        match self.disk.acquire_lock(lock) {
            Err(LockError::IoError(_)) => Ok(DirectoryLock::from(Box::new(()))),
            other => other,
        }
    }

    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        verified(&self.disk, path, self.sums.get(&name(path)).cloned())
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        Err(DeleteError::IoError { io_error: Arc::new(read_only()), filepath: path.to_owned() })
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        Ok(name(path) == META)
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        Err(OpenWriteError::wrap_io_error(read_only(), path.to_owned()))
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        if name(path) == META { Ok(self.meta.as_ref().clone()) } else { Err(missing(path)) }
    }

    fn atomic_write(&self, _: &Path, _: &[u8]) -> io::Result<()> {
        Err(read_only())
    }

    fn sync_directory(&self) -> io::Result<()> {
        Ok(())
    }

    fn watch(&self, callback: WatchCallback) -> tantivy::Result<WatchHandle> {
        self.disk.watch(callback)
    }
}

/// An index folder that is being written. What the last publication lists stays on the disk, whatever tantivy deletes; it is
/// swept away when the next one stands.
#[derive(Debug, Clone)]
pub(super) struct WritingRoom {
    disk: MmapDirectory,
    desk: Arc<Mutex<Desk>>,
}

/// What a writer has under its hands.
#[derive(Debug, Default)]
struct Desk {
    /// The list of segments that nobody else sees yet.
    meta: Option<Vec<u8>>,
    /// The sums of all files, old and new.
    sums: Sums,
    /// Files that the last publication lists.
    published: BTreeSet<String>,
}

impl WritingRoom {
    /// The folder with the list and the sums that were published last; with none where nothing was.
    pub(super) fn new(disk: MmapDirectory, meta: Option<Vec<u8>>, sums: Sums) -> WritingRoom {
        let published = sums.keys().cloned().collect();
        WritingRoom { disk, desk: Arc::new(Mutex::new(Desk { meta, sums, published })) }
    }

    fn desk(&self) -> MutexGuard<'_, Desk> {
        self.desk.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The list as tantivy has it now, and the sums of the files that it names: from here on they are not deleted, even if they
    /// are merged into others before the list is published.
    ///
    /// # Errors
    /// Where the list cannot be understood.
    pub(super) fn freeze(&self) -> io::Result<(Vec<u8>, Sums)> {
        let mut desk = self.desk();
        let meta = desk.meta.clone().unwrap_or_default();
        let segments = Segments::of(&meta)?;
        let named = desk.sums.iter().filter(|(name, _)| segments.hold(name));
        let sums: Sums = named.map(|(name, sum)| (name.clone(), sum.clone())).collect();
        desk.published.extend(sums.keys().cloned());
        Ok((meta, sums))
    }

    /// Files that the last publication lists.
    pub(super) fn published(&self) -> BTreeSet<String> {
        self.desk().published.clone()
    }

    /// The files that are published now.
    pub(super) fn publish(&self, sums: &Sums) {
        self.desk().published = sums.keys().cloned().collect();
    }

    /// What a reader of the list as it is now would see.
    pub(super) fn reading_room(&self) -> ReadingRoom {
        let desk = self.desk();
        ReadingRoom {
            disk: self.disk.clone(),
            meta: Arc::new(desk.meta.clone().unwrap_or_default()),
            sums: Arc::new(desk.sums.clone()),
        }
    }
}

impl Directory for WritingRoom {
    fn acquire_lock(&self, lock: &Lock) -> Result<DirectoryLock, LockError> {
        // The lock of the writer is held until what it wrote is published, longer than tantivy's writer lives.
        if lock.filepath == INDEX_WRITER_LOCK.filepath {
            return Ok(DirectoryLock::from(Box::new(())));
        }
        self.disk.acquire_lock(lock)
    }

    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        let sum = self.desk().sums.get(&name(path)).cloned();
        verified(&self.disk, path, sum)
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        if self.desk().published.contains(&name(path)) { Ok(()) } else { self.disk.delete(path) }
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        if name(path) == META { Ok(self.desk().meta.is_some()) } else { self.disk.exists(path) }
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        let file = self.disk.open_write(path)?;
        let summed = Summed { file, summer: Summer::default(), name: name(path), desk: Arc::clone(&self.desk) };
        Ok(BufWriter::new(Box::new(summed)))
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        let kept = if name(path) == META { self.desk().meta.clone() } else { None };
        kept.ok_or_else(|| missing(path))
    }

    /// Keeps the list of segments. tantivy's other list, of the files that it may delete, is not needed: whatever no
    /// publication lists is swept away.
    fn atomic_write(&self, path: &Path, data: &[u8]) -> io::Result<()> {
        if name(path) == META {
            self.desk().meta = Some(data.to_vec());
        }
        Ok(())
    }

    fn sync_directory(&self) -> io::Result<()> {
        self.disk.sync_directory()
    }

    fn watch(&self, callback: WatchCallback) -> tantivy::Result<WatchHandle> {
        self.disk.watch(callback)
    }
}

/// A file that is summed while it is written.
struct Summed {
    file: WritePtr,
    summer: Summer,
    name: String,
    desk: Arc<Mutex<Desk>>,
}

impl Write for Summed {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.file.write(bytes)?;
        self.summer.add(bytes.get(..written).unwrap_or_default());
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl TerminatingWrite for Summed {
    fn terminate_ref(&mut self, token: AntiCallToken) -> io::Result<()> {
        self.file.terminate_ref(token)?;
        let sum = self.summer.finish();
        self.desk.lock().unwrap_or_else(PoisonError::into_inner).sums.insert(self.name.clone(), sum);
        Ok(())
    }
}

fn verified(disk: &MmapDirectory, path: &Path, sum: Option<FileSum>) -> Result<Arc<dyn FileHandle>, OpenReadError> {
    let failed = |error| OpenReadError::wrap_io_error(error, path.to_owned());
    let file = disk.get_file_handle(path)?;
    let sum = sum.ok_or_else(|| failed(damage(&name(path), "has no checksum")))?;
    Ok(Arc::new(Verified::new(&name(path), file, sum).map_err(failed)?))
}

fn name(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

fn missing(path: &Path) -> OpenReadError {
    OpenReadError::FileDoesNotExist(path.to_owned())
}

fn read_only() -> io::Error {
    io::Error::new(io::ErrorKind::PermissionDenied, "an index that is read is not written")
}
