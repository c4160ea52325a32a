import { rebuild } from './prepare.js'

process.exit((await rebuild()) ? 0 : 1)
