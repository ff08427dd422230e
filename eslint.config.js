// @ts-check
import { defineConfig, globalIgnores } from 'eslint/config';
import reactHooks from 'eslint-plugin-react-hooks';
import globals from 'globals';
import tseslint from 'typescript-eslint';

const noDefaultExport = {
  selector: 'ExportDefaultDeclaration',
  message: 'Named exports only: a default export has another name in every file that imports it.',
};
const noThenChain = {
  selector:
    "CallExpression[callee.property.name='then'] > MemberExpression > CallExpression[callee.property.name='then']",
  message: 'Use async and await: chains of then() hide where an error goes.',
};
const noRawHtml = {
  selector: "JSXAttribute[name.name='dangerouslySetInnerHTML']",
  message: 'Text is never HTML here.',
};
const noStyleAttribute = {
  selector: "JSXAttribute[name.name='style'] > Literal",
  message: 'The content security policy refuses style attributes in markup.',
};
const noClass = { selector: 'ClassDeclaration', message: 'No classes in core: plain data and functions.' };
const noDefaultParameter = {
  selector: ':function > AssignmentPattern',
  message: 'No default parameters in core: every caller says what it means.',
};
const noClock = {
  selector:
    "NewExpression[callee.name='Date'][arguments.length=0], CallExpression[callee.object.name='Date'][callee.property.name='now']",
  message: 'Core has no clock: times are passed in.',
};
const noRandomness = {
  selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']",
  message: 'Core has no randomness: ids are passed in.',
};
const everywhere = [noDefaultExport, noThenChain, noRawHtml, noStyleAttribute];

export default defineConfig(
  globalIgnores(['dist', 'out', '.cache', 'test-results', 'playwright-report', 'test/fixtures', 'assets', '**/*.d.ts']),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },

  // TypeScript: type-aware, because a forgotten await is how acknowledged writes get lost.
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-definitions': ['error', 'type'],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      // A Host method without an await is still asynchronous by contract.
      '@typescript-eslint/require-await': 'off',
      // Records are plain data with functions in them, not objects with `this`.
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
    },
  },

  // Everything.
  {
    files: ['**/*.{ts,tsx,js,mjs,cjs}'],
    rules: {
      eqeqeq: 'error',
      'no-async-promise-executor': 'error',
      'no-control-regex': 'error',
      'no-empty': ['error', { allowEmptyCatch: false }],
      'no-eval': 'error',
      'no-implied-eval': 'error',
      'no-misleading-character-class': 'error',
      'no-new-func': 'error',
      'no-unsafe-finally': 'error',
      'no-useless-escape': 'error',
      'no-var': 'error',
      'prefer-const': 'error',
      'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx', 'hack'], location: 'anywhere' }],
      'no-restricted-syntax': ['error', ...everywhere],
    },
  },

  // The application.
  {
    files: ['src/**/*.{ts,tsx}'],
    rules: {
      'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 80, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    // Where others have a class we have a function that returns functions; it is as long as that class would be.
    files: ['src/host/**/*.ts'],
    rules: { 'max-lines-per-function': ['error', { max: 160, skipBlankLines: true, skipComments: true }] },
  },
  { files: ['src/{core,contract,adapters,host,ui}/**/*.{ts,tsx}'], rules: { 'no-console': 'error' } },
  {
    files: ['src/core/**/*.ts'],
    rules: {
      'no-restricted-syntax': ['error', ...everywhere, noClass, noDefaultParameter, noClock, noRandomness],
    },
  },
  {
    files: ['src/{ui,adapters,app/renderer}/**/*.{ts,tsx}'],
    extends: [reactHooks.configs.flat['recommended-latest']],
    languageOptions: { globals: globals.browser },
  },

  // Tests may reach into what is typed loosely (JSON of tools, results of `page.evaluate`).
  {
    files: ['test/**/*.{ts,tsx}'],
    rules: {
      '@typescript-eslint/no-base-to-string': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
    },
  },

  // Scripts and configuration files.
  { files: ['**/*.{js,mjs,cjs}'], languageOptions: { globals: globals.node } },
  { files: ['**/*.cjs'], languageOptions: { sourceType: 'commonjs' } },
  {
    // The tools that read these files want a default export.
    files: ['*.config.{js,mjs,ts}', 'tools/*.config.{mjs,ts}'],
    rules: { 'no-restricted-syntax': ['error', noThenChain] },
  },
);
