// What `make check` asks of the map page's modules; types are checked by tsconfig.json.

import js from '@eslint/js';
import globals from 'globals';

const PAGE = 'geo/page/assets/*.js',
  TESTS = 'tests/page/*.js';

export default [
  { ignores: ['**/*', '!geo', '!geo/page', '!geo/page/assets', `!${PAGE}`, '!tests', '!tests/page', `!${TESTS}`] },
  js.configs.recommended,
  {
    rules: {
      eqeqeq: 'error',
      'max-lines': ['error', 399],
      'no-implicit-coercion': 'error',
      'no-implicit-globals': 'error',
      'no-shadow': 'error',
      'no-throw-literal': 'error',
      'no-unused-expressions': 'error',
      'no-use-before-define': ['error', { functions: false }],
      'no-useless-rename': 'error',
      'no-var': 'error',
      'object-shorthand': 'error',
      'prefer-const': 'error',
      'prefer-template': 'error',
    },
  },
  {
    files: [PAGE],
    languageOptions: { globals: { ...globals.browser, L: 'readonly' } },
    rules: {
      // of what geo/page/joining.py joins, and nothing that changes from outside
      'no-restricted-syntax': [
        'error',
        { selector: 'ExportDefaultDeclaration', message: 'Export by name.' },
        { selector: 'ExportAllDeclaration', message: 'Export by name.' },
        { selector: 'ExportNamedDeclaration[specifiers.length>0]', message: 'Export where it is declared.' },
        { selector: 'ImportNamespaceSpecifier', message: 'Import by name.' },
        { selector: 'Program > VariableDeclaration[kind="let"]', message: 'A module keeps no changing variable.' },
      ],
    },
  },
  { files: [TESTS], languageOptions: { globals: globals.node } },
];
