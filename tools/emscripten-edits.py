#!/usr/bin/env python3
"""Two edits of Emscripten 6.0.5's Python, so that it works with clang-22 and npm packages. Idempotent.

usage: emscripten-edits.py EMSCRIPTEN_ROOT
"""
import pathlib
import sys

NO_STACK_FIRST = """    cmd.append('--stack-first')
  else:
    # Waymark: clang-22's linker has --stack-first as its default, Emscripten 6.0.5 expects it off
    cmd.append('--no-stack-first')
"""

# Waymark: Debian's version compares the last letter of a path and never finds closure
GET_NPM_CMD = '''def get_npm_cmd(name, missing_ok=False):
  exe = utils.path_from_root('node_modules/.bin', name)
  if os.path.exists(exe):
    return [*config.NODE_JS, exe]
  if missing_ok:
    return None
  exit_with_error(f'{name} was not found in node_modules')

'''


def edit(path, done, change):
    text = path.read_text()
    if done in text:
        return
    changed = change(text)
    if changed == text:
        sys.exit(f'{path}: the place to edit was not found; is this another version of Emscripten?')
    path.write_text(changed)


def replace_get_npm_cmd(text):
    start = text.index('def get_npm_cmd')
    return text[:start] + GET_NPM_CMD + text[text.index('\n@memoize', start):]


tools = pathlib.Path(sys.argv[1]) / 'tools'
edit(tools / 'building.py', '--no-stack-first',
     lambda text: text.replace("    cmd.append('--stack-first')\n", NO_STACK_FIRST, 1))
edit(tools / 'shared.py', "'node_modules/.bin', name", replace_get_npm_cmd)
