import { shortly } from './suite.ts'

shortly('SQLite')
