import hooks from 'eslint-plugin-react-hooks'
import typescript from 'typescript-eslint'

const scripts = ['scripts/**/*.mjs', '*.{js,cjs}', 'tests/**/*.mjs']

export default typescript.config(
  { ignores: ['node_modules/', 'out/', '.cache/', 'coverage/', 'docs/'] },
  ...typescript.configs.recommendedTypeChecked.map((config) => ({ ...config, files: ['**/*.{ts,tsx}'] })),
  {
    files: ['**/*.{ts,tsx}'],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      // Also refuses assertions that only say to a reader what a library's loose types leave open.
      '@typescript-eslint/no-unnecessary-type-assertion': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      // With noUncheckedIndexedAccess, index arithmetic in pixels and tracks needs the mark.
      '@typescript-eslint/no-non-null-assertion': 'off',
      // A handler may be async by its type without waiting for anything.
      '@typescript-eslint/require-await': 'off',
      // Objects here are made of functions, and interfaces name them as methods.
      '@typescript-eslint/unbound-method': 'off',
      eqeqeq: 'error',
      'no-constant-condition': ['error', { checkLoops: false }],
      'prefer-const': 'error',
      'max-lines': ['error', { max: 250 }],
    },
  },
  {
    files: ['src/renderer/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': hooks },
    rules: {
      'react-hooks/rules-of-hooks': 'error',
      'react-hooks/exhaustive-deps': 'error',
    },
  },
  {
    files: scripts,
    rules: {
      eqeqeq: 'error',
      'prefer-const': 'error',
      'no-unused-vars': 'error',
      'max-lines': ['error', { max: 250 }],
    },
  },
)
