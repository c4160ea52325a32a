import type { Experiment } from '../experiment.ts'
import { backup } from './backup.ts'
import { badLines } from './bad-lines.ts'
import { clock } from './clock.ts'
import { databaseDeath } from './database-death.ts'
import { databaseTrouble } from './database-trouble.ts'
import { disturbedEvents } from './disturbed-events.ts'
import { failingDisk } from './failing-disk.ts'
import { fullDisk } from './full-disk.ts'
import { halfOpen } from './half-open.ts'
import { kill } from './kill.ts'
import { lockStorm } from './lock-storm.ts'
import { lostAnswers } from './lost-answers.ts'
import { pause } from './pause.ts'
import { powerLoss } from './power-loss.ts'
import { redisParted } from './redis-parted.ts'
import { redisTrouble } from './redis-trouble.ts'
import { sameMessage } from './same-message.ts'
import { slowLines } from './slow-lines.ts'
import { splitNet } from './split-net.ts'
import { storm } from './storm.ts'
import { upgrade } from './upgrade.ts'

/** In the order of the list of faults. */
export const experiments: readonly Experiment[] = [
  ...[kill, pause, powerLoss, databaseDeath, failingDisk, fullDisk, redisTrouble, redisParted],
  ...[
    databaseTrouble,
    lockStorm,
    halfOpen,
    badLines,
    slowLines,
    splitNet,
    clock,
    storm,
    sameMessage,
    lostAnswers,
    disturbedEvents,
    upgrade,
    backup
  ]
]
