import base from './vite.config.ts'
import { existsSync } from 'node:fs'
import { resolve, dirname } from 'node:path'
export default { ...base, build: { ...base.build, outDir: '/tmp/fv/web' }, plugins: [{ name:'stubs', enforce:'pre', resolveId(id: string, from?: string){ if(from && id.startsWith('.') && /\.svelte$/.test(id)){ const p=resolve(dirname(from.split('?')[0]!),id); if(!existsSync(p)) return '\0stub:'+p } }, load(id: string){ if(id.startsWith('\0stub:')) return `export default function stub(){ }` } }, ...base.plugins!] }
