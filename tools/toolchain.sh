# The recipes of the toolchain, sourced by tools/setup, which gives T (the toolchain's folder), ROOT, DEPS,
# DOWNLOADS, JOBS and say, warn, die, follow, pins. One function step_NAME a step; a finished one is not run again.
# A change here makes a new toolchain folder, as one of tools/pins does.

# ---- 2. pinned packages of later suites, without touching the system's apt ---------------------------------------

# The mirror is the machine's own, read from its apt configuration.
private_apt() {
  local repo; APT=$T/apt; mkdir -p "$APT"/{lists,cache/archives}/partial; : >"$APT/status"
  repo=$(apt-get indextargets --format '$(REPO_URI) $(CODENAME)' 'Created-By: Packages' | awk '$2 == "bookworm" {print $1; exit}')
  [ -n "$repo" ] || die "apt has no source for Debian 12 (bookworm)." "Add one to /etc/apt/sources.list and run apt-get update."
  for suite in $(awk '$1 == "deb" || $1 == "src" {print $4}' tools/pins | sort -u); do
    printf 'Types: deb deb-src\nURIs: %s\nSuites: %s\nComponents: main\nSigned-By: %s\n\n' \
      "$repo" "$suite" /usr/share/keyrings/debian-archive-keyring.gpg
  done >"$APT/waymark.sources"
  APT_OPTIONS=(-o Dir::State::Lists="$APT/lists" -o Dir::State::status="$APT/status" -o Dir::Cache="$APT/cache"
    -o Dir::Etc::sourcelist="$APT/waymark.sources" -o Dir::Etc::sourceparts=/dev/null -o Dir::Etc::preferencesparts=/dev/null
    -o Acquire::Check-Valid-Until=false  # an old index is as good: what it leads to is pinned by its checksum
    -o Acquire::Languages=none -o Acquire::Retries=2 -o APT::Sandbox::User=root -o APT::Update::Post-Invoke::=true)
}

# fetch KIND NAME VERSION|/SUITE: into the present folder. A .dsc may be missing on a mirror while the tarball is
# there; apt checks each file against the signed index either way.
fetch() {
  case $1 in
    deb) apt-get "${APT_OPTIONS[@]}" download -qq "$2$3" ;;
    src) apt-get "${APT_OPTIONS[@]}" source -qq --download-only --only-source --tar-only "$2$3" ;;
  esac >>"$T/log/download.txt" 2>&1 || [ -n "$(file_of "$1" "$2")" ]
}

# The downloaded file of a pin, if it is there.
file_of() {
  case $1 in deb) compgen -G "$2_*.deb" ;; src) compgen -G "$2_*.orig.tar.*" ;; esac | grep -v orig-www | head -n1 || true
}

sum_is() { [ "$(sha256sum "$1" | cut -d' ' -f1)" = "$2" ]; }

# Whether the suites' lists, which are fresh, know the version of a pin.
is_listed() { apt-cache "${APT_OPTIONS[@]}" madison "$1" | awk -v version="$2" '$3 == version {found = 1} END {exit !found}'; }

# download KIND NAME VERSION SUITE SHA256
download() {
  local kind=$1 name=$2 version=$3 suite=$4 sum=$5 file try
  mkdir -p "$DOWNLOADS/$sum"; cd "$DOWNLOADS/$sum"
  for try in 1 2; do
    file=$(file_of "$kind" "$name")
    [ -n "$file" ] || fetch "$kind" "$name" "=$version" || break
    file=$(file_of "$kind" "$name")
    sum_is "$file" "$sum" && { cp "$file" "$T/dl/"; cd "$ROOT"; return; }
    warn "$file is damaged (its SHA-256 is not the pinned one): deleted${try/#1/, fetching it again}"; rm -f "$file"
  done
  [ "$try" = 1 ] || die "$name $version does not have the pinned SHA-256, twice." \
    "Either the mirror gives out another file, or tools/pins is wrong: compare with apt-cache showsrc or show."
  ! is_listed "$name" "$version" || { tail -n 5 "$T/log/download.txt" >&2
    die "$name $version could not be fetched." "$(hint "$T/log/download.txt")"; }
  warn "$name $version has left $suite: taking what $suite has now; Waymark is tested with the pinned one."
  cd "$T/dl"; fetch "$kind" "$name" "/$suite" || { tail -n 5 "$T/log/download.txt" >&2
    die "$name could not be fetched." "$(hint "$T/log/download.txt")"; }
  cd "$ROOT"
}

step_downloads() {
  mkdir -p "$T/dl" "$T/log"
  [ -n "$DEPS" ] && return
  private_apt
  follow private-apt apt-get "${APT_OPTIONS[@]}" update --error-on=any
  local kind name version suite sum count=0 total
  total=$({ pins deb; pins src; } | wc -l)
  while read -r kind name version suite sum; do
    count=$((count + 1)); say "      $count/$total $name $version"
    download "$kind" "$name" "$version" "$suite" "$sum"
  done < <(pins deb; pins src)
  rm -rf "$T/apt"
}

# ---- 3. Emscripten ------------------------------------------------------------------------------------------------

unpack_deb() { dpkg-deb -x "$T"/dl/"$1"_*.deb "$2"; }

# binaryen is made for a later C library: that one lies beside it, and is named in its header.
unpack_binaryen() {
  local tree=$T/unpack b
  for p in binaryen libc6 libstdc++6 libgcc-s1; do unpack_deb "$p" "$tree"; done
  mkdir -p "$T/binaryen/bin" "$T/binaryen/lib"
  find "$tree" \( -name 'ld-linux-x86-64.so.2' -o -name 'lib[cm].so.6' -o -name 'libstdc++.so.6' -o -name 'libgcc_s.so.1' \
    -o -name 'libpthread.so.0' -o -name 'libdl.so.2' -o -name 'libbinaryen*.so' \) -exec cp -L {} "$T/binaryen/lib/" \;
  cp "$tree"/usr/bin/wasm* "$T/binaryen/bin/"
  for b in "$T"/binaryen/bin/*; do
    patchelf --set-interpreter "$T/binaryen/lib/ld-linux-x86-64.so.2" --force-rpath --set-rpath "$T/binaryen/lib" "$b"
  done
  patchelf --force-rpath --set-rpath "$T/binaryen/lib" "$T"/binaryen/lib/libbinaryen*.so
  rm -rf "$tree"
}

link_compilers() {
  local tool found; mkdir -p "$T/bin"
  for tool in clang clang++ llvm-ar llvm-ranlib llvm-symbolizer llvm-cov llvm-profdata; do
    found=$(command -v $tool-22 || command -v $tool || true); [ -z "$found" ] || ln -sfn "$found" "$T/bin/$tool"
  done
}

step_emscripten() {
  link_compilers
  rm -rf "$T/emscripten" "$T/unpack" "$T/binaryen"
  if [ -n "$DEPS" ]; then
    local own=$DEPS/emscripten; [ -e "$own" ] || own=${EMSDK:-}/upstream/emscripten
    [ -e "$own/emcc" ] || die "There is no Emscripten: activate your emsdk, or put it into $DEPS/emscripten."
    ln -sfn "$own" "$T/emscripten"; return
  fi
  unpack_deb emscripten "$T/unpack"; mv "$T/unpack/usr/share/emscripten" "$T/emscripten"; rm -rf "$T/unpack"
  unpack_binaryen
  python3 tools/emscripten-edits.py "$T/emscripten"
  cat >"$T/emscripten/.emscripten" <<END
EMSCRIPTEN_ROOT = '$T/emscripten'
LLVM_ROOT = '/usr/bin'
LLVM_ADD_VERSION = '22'
CLANG_ADD_VERSION = '22'
BINARYEN_ROOT = '$T/binaryen'
NODE_JS = '$(command -v node)'
COMPILER_WRAPPER = '$(command -v ccache)'
CACHE = '$T/emscripten-cache'
END
}

# ---- 4. npm packages ----------------------------------------------------------------------------------------------

# npm_packages WHAT-TO-LEAVE-OUT
npm_packages() {
  rm -rf "$T/npm"; mkdir -p "$T/npm"; cp package.json package-lock.json .npmrc "$T/npm/"
  npm ci --prefix "$T/npm" --ignore-scripts --no-audit --no-fund "$@" || return
  # of lucide only the single icons are used; its fonts and sprites are ten times as large
  find "$T/npm/node_modules/lucide-static" -mindepth 1 -maxdepth 1 ! -name icons ! -name package.json ! -name LICENSE -exec rm -rf {} +
  # of the fonts only the regular weight, of which tools/pack makes what a phone fetches
  find "$T"/npm/node_modules/@fontsource/*/ -mindepth 1 -type f ! -name '*-400-normal.woff2' ! -name package.json ! -name LICENSE -delete
}

step_npm() {
  follow npm npm_packages --omit=dev
  [ -n "$DEPS" ] || ln -sfn "$T/npm/node_modules" "$T/emscripten/node_modules"
}

# ---- 5. sources ---------------------------------------------------------------------------------------------------

step_sources() {
  local archive name
  rm -rf "$T/src" "$T/include" "$T/fonts"; mkdir -p "$T/src" "$T/include" "$T/fonts"
  if [ -n "$DEPS" ]; then
    cp -R "$DEPS"/src/. "$T/src/"; cp -R "$DEPS"/include/. "$T/include/"; cp "$DEPS"/fonts/*.ttf "$T/fonts/"; cp -R "$DEPS/googletest" "$T/src/googletest"
  else
    for archive in "$T"/dl/*.orig.tar.*; do
      name=$(basename "$archive" | cut -d_ -f1); mkdir -p "$T/src/$name"
      tar -xf "$archive" -C "$T/src/$name" --strip-components=1
    done
    for name in nlohmann-json3-dev libvalijson-dev; do unpack_deb "$name" "$T/unpack"; done
    cp -R "$T"/unpack/usr/include/{nlohmann,valijson} "$T/include/"; cp -R /usr/src/googletest "$T/src/googletest"
    unpack_deb fonts-atkinson-hyperlegible-next "$T/unpack"
    find "$T/unpack" -name '*.ttf' -exec cp {} "$T/fonts/" \; ; rm -rf "$T/unpack"
  fi
  [ -e "$T/src/sqlite3/sqlite3.c" ] || follow sqlite make_sqlite_amalgamation
  rm -rf "$T"/src/imgui/{docs,examples,imgui_demo.cpp} "$T"/src/libsdl2/{test,Xcode,VisualC,android-project}
}

# The whole of SQLite in one C file; its build needs no Tcl, only its own small interpreter.
make_sqlite_amalgamation() {
  cd "$T/src/sqlite3"; CC="$T/bin/clang" CC_FOR_BUILD="$T/bin/clang" ./configure --disable-tcl && make sqlite3.c sqlite3.h
  rm -rf keep; mkdir keep; mv sqlite3.c sqlite3.h keep/; find . -mindepth 1 -maxdepth 1 ! -name keep -exec rm -rf {} +
  mv keep/* .; rmdir keep
}

# ---- 6. SDL2 for the web ------------------------------------------------------------------------------------------

# Straight from its C files (its own CMake spends minutes on try-compiles), with only what a page with one canvas
# needs: no sound, controllers, sensors, renderer or power state. 9 kB brotli less.
SDL2_OFF="SDL_AUDIO_DISABLED SDL_JOYSTICK_DISABLED SDL_HAPTIC_DISABLED SDL_HIDAPI_DISABLED SDL_SENSOR_DISABLED
  SDL_RENDER_DISABLED SDL_POWER_DISABLED SDL_LOADSO_DUMMY"

sdl2_config() {
  local header=$T/src/libsdl2/include/SDL_config_emscripten.h name
  grep -q 'Waymark' "$header" && return
  sed -i -E '/SDL_(AUDIO|JOYSTICK|SENSOR|POWER|LOADSO|VIDEO_RENDER)_/d' "$header"
  sed -i '/_SDL_config_emscripten_h_ \*\//d; $d' "$header"
  { echo; echo '/* Waymark: parts switched off */'; for name in $SDL2_OFF; do echo "#define $name 1"; done; echo '#endif'; } >>"$header"
}

# The SDL2 headers are installed as <SDL.h>; the objects go to wasm/FLAVOUR/libSDL2.a.
sdl2_build() {
  local flavour=$1 flags=$2 objects=$T/wasm/$1/objects; mkdir -p "$objects"; cd "$T/src/libsdl2/src"
  ls *.c atomic/*.c cpuinfo/*.c dynapi/*.c events/*.c file/*.c filesystem/emscripten/*.c libm/*.c loadso/dummy/*.c \
     locale/*.c locale/emscripten/*.c misc/*.c misc/emscripten/*.c stdlib/*.c thread/*.c thread/generic/*.c \
     timer/*.c timer/unix/*.c video/*.c video/emscripten/*.c video/yuv2rgb/*.c |
    xargs -P "$JOBS" -I{} sh -c 'o='"$objects"'/$(echo {} | tr / _).o; echo '"$flavour"' {}
      EMCC_CFLAGS=-Wno-version-check '"$T"'/emscripten/emcc '"$flags"' -w -I../include -c {} -o $o || exit 255'
  rm -f "$T/wasm/$flavour/libSDL2.a"; "$T/emscripten/emar" rcs "$T/wasm/$flavour/libSDL2.a" "$objects"/*.o; rm -rf "$objects"
}

step_sdl2() {
  sdl2_config
  follow sdl2-release sdl2_build release '-Oz -flto -DNDEBUG'
}

# ---- 7. Drogon and SQLite for the endpoint ------------------------------------------------------------------------

# With clang and libstdc++, as everything native: two standard libraries in one binary do not mix. Its database
# clients are off (they have no busy timeout; ours is server/store).
native_library() {
  local name=$1; shift
  cmake -S "$T/src/$name" -B "$T/src/$name-build" -G Ninja -DCMAKE_BUILD_TYPE=Release -DCMAKE_CXX_STANDARD=20 \
    -DCMAKE_C_COMPILER="$T/bin/clang" -DCMAKE_CXX_COMPILER="$T/bin/clang++" -DCMAKE_CXX_COMPILER_LAUNCHER=ccache \
    -DCMAKE_INSTALL_PREFIX="$T/native" -DCMAKE_PREFIX_PATH="$T/native" -DCMAKE_UNITY_BUILD=ON -DCMAKE_CXX_FLAGS=-w "$@" &&
  nice ninja -C "$T/src/$name-build" install && rm -rf "$T/src/$name-build" "$T/src/$name"
}

# Once for all presets: with the sanitizers it alone would take minutes, and finds nothing of ours.
# DQS=0: a mistyped column name is an error, not a string.
build_sqlite() {
  mkdir -p "$T"/native/{lib,include}; cd "$T/src/sqlite3"
  "$T/bin/clang" -O2 -g1 -w -c sqlite3.c -o sqlite3.o -DSQLITE_THREADSAFE=1 -DSQLITE_DQS=0 -DSQLITE_DEFAULT_FOREIGN_KEYS=1 \
    -DSQLITE_ENABLE_STAT4 -DSQLITE_LIKE_DOESNT_MATCH_BLOBS -DSQLITE_OMIT_DEPRECATED -DSQLITE_OMIT_LOAD_EXTENSION \
    -DSQLITE_OMIT_SHARED_CACHE -DSQLITE_USE_ALLOCA -DSQLITE_DEFAULT_MEMSTATUS=0
  rm -f "$T/native/lib/libsqlite3.a"; "$T/bin/llvm-ar" rcs "$T/native/lib/libsqlite3.a" sqlite3.o
  cp sqlite3.h "$T/native/include/"; rm sqlite3.o
}

step_native() {
  follow sqlite build_sqlite
  follow trantor native_library trantor -DBUILD_C-ARES=OFF -DUSE_SPDLOG=OFF
  follow drogon native_library drogon -DUSE_SUBMODULE=OFF -DBUILD_EXAMPLES=OFF -DBUILD_CTL=OFF -DBUILD_ORM=OFF \
    -DBUILD_BROTLI=OFF -DBUILD_YAML_CONFIG=OFF
}

# ---- 8. Emscripten's own libraries --------------------------------------------------------------------------------

# Linking one small program in each of our three ways makes just the libraries that it needs, and proves that the
# toolchain works.
smoke() {
  local name=$1; shift
  mkdir -p "$T/smoke"; cat >"$T/smoke/$name.cpp" <<'END'
#include <cstdio>
#include <expected>
#include <map>
#include <string>
#ifdef SMOKE_WEB
#include <GLES3/gl3.h>
#include <emscripten/html5.h>
#else
#include <stdexcept>
#endif
int main() {
    std::map<std::string, std::expected<int, std::string>> m;
    m["a"] = 1;
#ifdef SMOKE_WEB
    EmscriptenWebGLContextAttributes a;
    emscripten_webgl_init_context_attributes(&a);
    if (emscripten_webgl_create_context("#canvas", &a) > 0) glClear(GL_COLOR_BUFFER_BIT);
#else
    try { throw std::runtime_error("thrown and caught"); } catch (const std::exception& e) { m["b"] = std::unexpected(e.what()); }
#endif
    std::printf("%d\n", int(m.size()));
}
END
  EMCC_CFLAGS=-Wno-version-check nice "$T/emscripten/em++" "$T/smoke/$name.cpp" -std=c++23 "$@" -o "$T/smoke/$name"
}

smoke_web() {
  smoke "$@" -DSMOKE_WEB -fno-exceptions -fno-rtti -sMIN_WEBGL_VERSION=2 -sMAX_WEBGL_VERSION=2 -sENVIRONMENT=web \
    -sFILESYSTEM=0 -sALLOW_MEMORY_GROWTH -sMODULARIZE -sEXPORT_ES6
}

smoke_tests() {
  smoke tests.cjs -O1 -fwasm-exceptions -sENVIRONMENT=node -sALLOW_MEMORY_GROWTH -sNODERAWFS &&
  [ "$(node "$T/smoke/tests.cjs")" = 2 ]
}

step_libraries() {
  follow libraries smoke_web release.mjs -Oz -flto -DNDEBUG -sMALLOC=emmalloc --closure 1 -sGL_ENABLE_GET_PROC_ADDRESS=0 -sSUPPORT_LONGJMP=0
}

# ---- 9. and 10. What only tests and debugging need ----------------------------------------------------------------

step_tests() {
  follow npm-tests npm_packages
  follow test-libraries smoke_tests
}

step_debug() {
  follow sdl2-debug sdl2_build debug '-O1'
  follow debug-libraries smoke_web debug.mjs -O1 -sASSERTIONS=1
}
