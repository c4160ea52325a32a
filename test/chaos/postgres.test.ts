import { shortly } from './suite.ts'

shortly('PostgreSQL')
