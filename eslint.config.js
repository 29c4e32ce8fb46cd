import svelte from 'eslint-plugin-svelte'
import ts from 'typescript-eslint'

/** Only the limits that measuring showed prose does not hold (docs/CONTRIBUTING.md), and the rules of safety. */
export default ts.config(
  {
    ignores: [
      'node_modules/',
      'build/',
      '.svelte-kit/',
      'data/',
      '.tools/',
      'shots/',
      'src/platform/db/types.ts',
    ],
  },
  ...ts.configs.recommended,
  ...svelte.configs.recommended,
  {
    rules: {
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 40, skipBlankLines: true, skipComments: true }],
      complexity: ['error', 10],
      'max-params': ['error', 4],
      'no-restricted-syntax': [
        'error',
        { selector: 'TSEnumDeclaration', message: 'Use a union of words.' },
        { selector: 'ExportDefaultDeclaration', message: 'Named exports only.' },
      ],
      'no-unused-vars': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/no-explicit-any': 'error',
      'no-console': 'off',
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser } },
    rules: {
      'max-lines-per-function': 'off',
      'svelte/no-at-html-tags': 'error',
      'svelte/no-inline-styles': 'error',
      // Addresses are plain paths: the application is always at the root of its host.
      'svelte/no-navigation-without-resolve': 'off',
      // A space between two elements is written {' '}; the formatter would take a bare one away.
      'svelte/no-useless-mustaches': 'off',
      // The compiler's own warnings are checked by svelte-check, which knows more of them.
      'svelte/no-unused-svelte-ignore': 'off',
    },
  },
  {
    files: ['*.config.ts', '*.config.js', '.dependency-cruiser.js', 'test/support/global.ts'],
    rules: { 'no-restricted-syntax': 'off' },
  },
  {
    files: ['**/*.test.ts', 'test/**', 'bench/**'],
    rules: { 'max-lines-per-function': 'off' },
  },
  { files: ['src/texts/**'], rules: { 'max-lines': 'off' } },
)
