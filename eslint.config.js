import js from '@eslint/js'
import svelte from 'eslint-plugin-svelte'
import { defineConfig } from 'eslint/config'
import globals from 'globals'
import ts from 'typescript-eslint'

/** Two programs see every source: one for Node, one for the browser (see test/check.js). */
const typed = { project: ['./tsconfig.json', './test/frontend/tsconfig.json'], extraFileExtensions: ['.svelte'] }

const sources = ['**/*.ts', '**/*.svelte']
const sqlMethods = '/^(raw|whereRaw|andWhereRaw|orWhereRaw|orderByRaw|groupByRaw|havingRaw|fromRaw|joinRaw|selectRaw)$/'

/** What no rule of a package forbids. */
const bans = [
  {
    selector: `CallExpression[callee.property.name=${sqlMethods}] > TemplateLiteral.arguments[expressions.length>0]`,
    message: 'SQL is never pasted together: use bindings, raw(sql, [value]).'
  },
  {
    selector: `CallExpression[callee.property.name=${sqlMethods}] > BinaryExpression.arguments`,
    message: 'SQL is never pasted together: use bindings, raw(sql, [value]).'
  },
  {
    selector: 'MemberExpression[object.name=/^(test|it|describe)$/][property.name=/^(only|skip|todo)$/]',
    message: 'A test runs always (skipIf only for a server that may be missing).'
  }
]

export default defineConfig(
  { ignores: ['dist', 'data', 'node_modules', 'coverage', 'screenshots', 'reports', '.stryker-tmp'] },
  js.configs.recommended,
  { languageOptions: { globals: globals.node }, rules: { 'no-restricted-syntax': ['error', ...bans] } },
  { files: ['**/*.js'], rules: { 'no-unused-vars': ['error', { varsIgnorePattern: '^_' }] } },
  {
    files: sources,
    extends: [ts.configs.strictTypeChecked, ts.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: typed },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true }
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      // matters of taste, or wrong here: hooks are async by type, || often means '', text is counted in code points
      '@typescript-eslint/dot-notation': 'off',
      '@typescript-eslint/no-misused-spread': 'off',
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
      '@typescript-eslint/non-nullable-type-assertion-style': 'off',
      '@typescript-eslint/prefer-nullish-coalescing': 'off',
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/unbound-method': 'off'
    }
  },
  {
    // Feathers and knex answer `any`; writing it oneself stays forbidden
    files: ['api/**/*.ts', 'migrations/**/*.ts', 'test/**/*.ts'],
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off'
    }
  },
  { files: ['frontend/**'], extends: svelte.configs.recommended, languageOptions: { globals: globals.browser } },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { ...typed, parser: ts.parser } },
    rules: {
      'svelte/no-at-html-tags': 'error',
      // a false alarm on each Map that is not state
      'svelte/prefer-svelte-reactivity': 'off'
    }
  },
  { files: ['api/**'], ignores: ['api/cli/**'], rules: { 'no-console': 'error' } }
)
