"""Source text for tools/tidy: without comments and strings, and cut into functions."""
import re

CPP = {'.cpp', '.h', '.c', '.inc'}
JS = {'.js', '.mjs'}
_RAW_STRING = re.compile(r'R"([^\s()\\]{0,16})\(')
_BEFORE_REGEX = re.compile(r'(?:^|[(,=:\[!&|?{};+\n>]|\breturn|\btypeof|\bcase)\s*$')
_SCOPE = re.compile(r'^\s*(?:template\s*<.*>\s*)?(?:inline\s+|export\s+|default\s+)*(?:namespace|class|struct|union|enum|extern)\b')
_CONTROL = re.compile(r'(?:^|[\s}])(?:if|for|while|switch|catch|with|else|do|try)\b[^;]*$')


def plain(text, language):
    """The text with comments and the insides of strings replaced by spaces: same length, same lines."""
    out, i = [], 0

    def blank(end, quote=False):
        piece = text[i:end]
        kept = ''.join('\n' if c == '\n' else ' ' for c in piece)
        out.append(f'{piece[0]}{kept[1:-1]}{piece[-1]}' if quote and len(piece) > 1 else kept)
        return end

    while i < len(text):
        c, pair = text[i], text[i:i + 2]
        if pair == '//':
            i = blank(_until(text, '\n', i))
        elif pair == '/*':
            i = blank(_until(text, '*/', i + 2, 2))
        elif language == 'cpp' and c == 'R' and (raw := _RAW_STRING.match(text, i)):
            i = blank(_until(text, f'){raw[1]}"', raw.end(), len(raw[1]) + 2))
        elif c == "'" and language == 'cpp' and i and text[i - 1].isalnum() and text[i + 1:i + 2].isalnum():
            out.append(c)  # 1'000'000
            i += 1
        elif c in '"\'':
            i = blank(_string_end(text, i, c), quote=True)
        elif c == '`' and language == 'js':
            i = blank(_template_end(text, i), quote=True)
        elif c == '/' and language == 'js' and _BEFORE_REGEX.search(''.join(out[-40:])):
            i = blank(_regex_end(text, i))
        else:
            out.append(c)
            i += 1
    return ''.join(out)


def _until(text, mark, start, length=0):
    found = text.find(mark, start)
    return len(text) if found < 0 else found + length


def _string_end(text, i, quote):
    i += 1
    while i < len(text) and text[i] not in (quote, '\n'):
        i += 2 if text[i] == '\\' else 1
    return min(i + 1, len(text))


def _template_end(text, i):
    i += 1
    while i < len(text) and text[i] != '`':
        if text[i] == '\\':
            i += 1
        elif text[i:i + 2] == '${':
            depth, i = 1, i + 2
            while i < len(text) and depth:
                if text[i] == '`':
                    i = _template_end(text, i) - 1
                depth += {'{': 1, '}': -1}.get(text[i], 0)
                i += 1
            continue
        i += 1
    return min(i + 1, len(text))


def _regex_end(text, i):
    in_class, i = False, i + 1
    while i < len(text) and text[i] != '\n' and (in_class or text[i] != '/'):
        in_class = text[i] == '[' or (in_class and text[i] != ']')
        i += 2 if text[i] == '\\' else 1
    return min(i + 1, len(text))


def _kind(head, language):
    """What a { opens, from the text before it: scope, function or other."""
    if _SCOPE.search(head) and '(' not in re.sub(r'alignas\([^)]*\)|\[\[[^]]*\]\]', '', head):
        return 'scope'
    stripped = head.rstrip()
    if language == 'js':
        if stripped.endswith('=>'):
            return 'function'
        return 'function' if stripped.endswith(')') and not _CONTROL.search(head) else 'other'
    if _CONTROL.search(head) or ')' not in head:
        return 'other'
    before = head.partition('(')[0] if '(' in head else ''  # none: the end of a head that had a {} in it
    return 'function' if '=' not in before or 'operator' in before or '[' in before else 'other'


def functions(text, language):
    """(name, first line, number of lines) of each function. In C++ the outermost; in JavaScript each one."""
    code = re.sub(r'(?m)^[ \t]*#.*(?:\\\n.*)*$', lambda m: re.sub(r'[^\n]', ' ', m[0]), plain(text, language)) \
        if language == 'cpp' else plain(text, language)
    stack, head_start, line = [], 0, 1
    for i, c in enumerate(code):
        if c == '\n':
            line += 1
        elif c == '{':
            head = code[head_start:i]
            kind = _kind(head, language)
            if language == 'cpp' and any(outer == 'function' for outer, *_ in stack):
                kind = 'other'
            first = line - head.strip().count('\n') if head.strip() else line
            stack.append((kind, _name(head), first))
            head_start = i + 1
        elif c == '}':
            if stack:
                kind, name, first = stack.pop()
                if kind == 'function':
                    yield name, first, line - first + 1
            head_start = i + 1
        elif c == ';':
            head_start = i + 1


def _name(head):
    names = re.findall(r'([~\w:$#]+)\s*\(', head)
    return next((name for name in names if name not in ('if', 'for', 'while', 'switch')), head.strip()[:40] or 'function')
