import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))

export interface Import {
  specifier: string
  /** The file it means, from the top of the checkout; absent for a package. */
  file?: string
  package?: string
  /** Gone after the build. `import { type X }` is not: the module is still loaded. */
  typeOnly: boolean
}

/** One source file as the import rules see it. */
export interface Source {
  path: string
  text: string
  imports: Import[]
  /** The text of every string literal. */
  strings: string[]
}

export type Sources = ReadonlyMap<string, Source>

/** All TypeScript and Svelte files below `folders`, by their path from the top of the checkout. */
export const readSources = (...folders: string[]): Sources =>
  new Map(
    folders
      .flatMap((folder) =>
        readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((file) => posix.join(folder, file))
      )
      .filter((path) => /\.(ts|svelte)$/.test(path) && !path.includes('/canary-'))
      .map((path) => [path, parse(path, readFileSync(join(ROOT, path), 'utf8'))])
  )

/** @param path from the top of the checkout */
export const exists = (path: string) => existsSync(join(ROOT, path))

export const parse = (path: string, text: string): Source => {
  const imports: Import[] = []
  const strings: string[] = []
  const add = (literal: ts.Node | undefined, typeOnly: boolean) => {
    if (!literal || !ts.isStringLiteralLike(literal)) return
    imports.push({ specifier: literal.text, typeOnly, ...resolve(path, literal.text) })
  }
  const visit = (node: ts.Node) => {
    if (ts.isImportDeclaration(node))
      add(node.moduleSpecifier, node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword)
    else if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, node.isTypeOnly)
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) add(node.argument.literal, true)
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
      add(node.arguments[0], false)
    else if (ts.isStringLiteralLike(node)) strings.push(node.text)
    ts.forEachChild(node, visit)
  }
  visit(ts.createSourceFile(path, scripts(path, text), ts.ScriptTarget.Latest))
  return { path, text, imports, strings }
}

/** Of a component its scripts, and the imports that its template makes when it is used. */
const scripts = (path: string, text: string) => {
  if (!path.endsWith('.svelte')) return text
  const inside = [...text.matchAll(/<script[^>]*>([^]*?)<\/script>/g)].map(([, script]) => script)
  const template = text.replace(/<script[^>]*>[^]*?<\/script>/g, '')
  return [...inside, ...(template.match(/import\(\s*(['"`])[^'"`]+\1\s*\)/g) ?? [])].join('\n;')
}

const resolve = (from: string, specifier: string): Pick<Import, 'file' | 'package'> => {
  if (specifier === '$sdk') return { file: 'api/client.ts' }
  if (specifier.startsWith('.')) return { file: posix.join(dirname(from), specifier.replace(/\?.*$/, '')) }
  return { package: specifier }
}

/** What is loaded when `path` is: the packages, each with the file that names it. */
export const packagesReached = (
  sources: Sources,
  path: string,
  seen = new Set<string>()
): [name: string, by: string][] => {
  if (seen.has(path)) return []
  seen.add(path)
  const loaded = sources.get(path)?.imports.filter(({ typeOnly }) => !typeOnly) ?? []
  return loaded.flatMap(({ file, package: name }) =>
    file ? packagesReached(sources, file, seen) : [[name ?? '', path] as [string, string]]
  )
}
