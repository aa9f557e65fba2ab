//! Who may write? One process at a time: the lock is the system's, which frees it when the process ends, however it ends.
//! A note beside it says who holds it, for those who are refused.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use tantivy::directory::error::LockError;
use tantivy::directory::{Directory, DirectoryLock, INDEX_WRITER_LOCK, Lock, MmapDirectory};

use super::Error;
use super::folder::WRITER;

/// Time between two attempts to get the lock.
const PAUSE: Duration = Duration::from_millis(100);

/// Who writes an index.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holder {
    /// Number of the process.
    pub pid: u32,
    /// Since when it writes.
    pub since: Timestamp,
}

/// The right to write an index, given back when it is dropped.
pub(super) struct WriterLock {
    _lock: DirectoryLock,
    note: PathBuf,
}

impl WriterLock {
    /// Takes the lock of an index, and waits that long for whoever has it.
    ///
    /// # Errors
    /// `Locked` with the holder, `ReadOnly` or `Io`.
    pub(super) fn take(path: &Path, disk: &MmapDirectory, patience: Duration) -> Result<WriterLock, Error> {
        let begun = Instant::now();
        // Without waiting: tantivy's own lock of a writer would be tried once too.
        let wanted = Lock { filepath: INDEX_WRITER_LOCK.filepath.clone(), is_blocking: false };
        loop {
            match disk.acquire_lock(&wanted) {
                Ok(lock) => {
                    let note = path.join(WRITER);
                    let holder = Holder { pid: std::process::id(), since: Timestamp::now() };
                    // Without a note nobody is told who writes, and nothing else is lost.
                    let _ = serde_json::to_vec(&holder).map(|json| fs::write(&note, json));
                    return Ok(WriterLock { _lock: lock, note });
                }
                Err(LockError::LockBusy) if begun.elapsed() < patience => std::thread::sleep(PAUSE),
                Err(LockError::LockBusy) => return Err(Error::Locked { path: path.to_owned(), holder: holder(path) }),
                Err(LockError::IoError(error)) => return Err(Error::from_io(path, error)),
            }
        }
    }
}

impl Drop for WriterLock {
    fn drop(&mut self) {
        // Left behind it does no harm: it is read only while somebody holds the lock.
        let _ = fs::remove_file(&self.note);
    }
}

fn holder(path: &Path) -> Option<Holder> {
    serde_json::from_slice(&fs::read(path.join(WRITER)).ok()?).ok()
}

/// File systems on which a lock may hold on one machine alone.
const OF_NETWORKS: [&str; 10] = ["nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "fuse.sshfs", "afs", "ceph", "glusterfs"];

/// The kind of the network file system that a folder lies on; `None` on a local one, and where the system does not tell.
pub fn network_file_system(path: &Path) -> Option<String> {
    let place = fs::canonicalize(path).ok()?;
    kind_of_mount(&fs::read_to_string("/proc/self/mountinfo").ok()?, &place)
}

/// The kind in Linux's list of mounts (proc(5)): the mount that holds the path most closely, the last one where they are equal.
fn kind_of_mount(mounts: &str, place: &Path) -> Option<String> {
    let mounted = |line: &str| {
        let (before, after) = line.split_once(" - ")?;
        let point = before.split(' ').nth(4)?.replace("\\040", " ");
        let kind = after.split(' ').next()?.to_owned();
        place.starts_with(&point).then_some((point.len(), kind))
    };
    let (_, kind) = mounts.lines().filter_map(mounted).max_by_key(|(length, _)| *length)?;
    OF_NETWORKS.contains(&kind.as_str()).then_some(kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_holder_is_named_and_one_that_is_gone_is_no_obstacle() {
        let place = tempfile::tempdir().expect("a temporary folder");
        let disk = MmapDirectory::open(place.path()).expect("a folder");
        let stale = Holder { pid: 1, since: Timestamp::UNIX_EPOCH };
        fs::write(place.path().join(WRITER), serde_json::to_vec(&stale).expect("JSON")).expect("written");
        let first = WriterLock::take(place.path(), &disk, Duration::ZERO).expect("nobody holds the lock");
        let Err(Error::Locked { holder: Some(holder), .. }) = WriterLock::take(place.path(), &disk, Duration::ZERO) else {
            panic!("refused, with the holder")
        };
        assert_eq!(holder.pid, std::process::id());
        drop(first);
        assert!(!place.path().join(WRITER).exists());
        assert!(WriterLock::take(place.path(), &disk, Duration::ZERO).is_ok());
    }

    #[test]
    fn a_writer_can_wait_for_another() {
        let place = tempfile::tempdir().expect("a temporary folder");
        let disk = MmapDirectory::open(place.path()).expect("a folder");
        let first = WriterLock::take(place.path(), &disk, Duration::ZERO).expect("nobody holds the lock");
        let waiting = std::thread::scope(|scope| {
            let second = scope.spawn(|| WriterLock::take(place.path(), &disk, Duration::from_secs(30)).is_ok());
            std::thread::sleep(Duration::from_millis(50));
            drop(first);
            second.join().expect("no panic")
        });
        assert!(waiting);
    }

    #[test]
    fn the_closest_mount_tells_the_file_system() {
        let mounts = "22 1 8:1 / / rw shared:1 - ext4 /dev/sda1 rw\n40 22 0:35 / /mnt/news rw - nfs4 host:/news rw\n\
                      41 40 8:2 / /mnt/news/here rw - ext4 /dev/sdb1 rw\n42 22 0:36 / /mnt/my\\040disk rw - cifs //h/d rw\n";
        let kind = |place: &str| kind_of_mount(mounts, Path::new(place));
        assert_eq!(kind("/mnt/news/index").as_deref(), Some("nfs4"));
        assert_eq!(kind("/mnt/my disk/index").as_deref(), Some("cifs"));
        assert_eq!([kind("/mnt/news/here/index"), kind("/home"), kind("/mnt/newspaper")], [None, None, None]);
    }
}
