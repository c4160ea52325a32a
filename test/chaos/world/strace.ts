/** strace beside a program, not above it: signals reach the program itself. */
const BESIDE = ['strace', '-D', '-f', '--seccomp-bpf']
const SYNC = 'fdatasync,fsync'

/** Runs a program to which, from the `nth` time on, so many attempts of a thread to make something durable fail. */
export const failingSync = (nth: number, times = Infinity) => {
  const when = times === Infinity ? `${nth}+` : `${nth}..${nth + times - 1}`
  return [...BESIDE, ...['-o', '/dev/null', '-e', `trace=${SYNC}`, '-e', `inject=${SYNC}:error=EIO:when=${when}`]]
}

/** Runs a program and notes in `log` everything that it writes, and when that is durable. */
export const recording = (log: string) => [
  ...[...BESIDE, '-y', '-xx', '-s', '1000000', '-o', log],
  ...['-e', `trace=${SYNC},pwrite64,ftruncate,write,writev,sendmsg`]
]
