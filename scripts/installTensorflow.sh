#!/usr/bin/env bash
# Gives @tensorflow/tfjs-node its native library on a machine that reaches PyPI and the npm registry, but not the
# host that tfjs-node downloads from by itself (Linux x64). Takes TensorFlow's C library out of the wheel on PyPI
# and compiles the binding from the source that the npm package carries.
#
#   scripts/installTensorflow.sh [cpu|cuda]
#
# cpu   TensorFlow for the processor (about 200 MB to download, once a machine)
# cuda  TensorFlow with NVIDIA's CUDA 12 libraries, for @tensorflow/tfjs-node-gpu; several GB, needs only a driver
#
# Needs g++, python3 with pip, unzip. Kept in $XDG_CACHE_HOME/tracksieve (~/.cache). Run it again at will.
set -euo pipefail

kind=${1:-cpu}
tensorflow=2.15.1
modules="$(cd "$(dirname "$0")/.." && pwd)/node_modules"
cache="${XDG_CACHE_HOME:-$HOME/.cache}/tracksieve/tensorflow-$kind-$tensorflow"

say() { echo "TensorFlow: $*" >&2; }
fail() { say "$*"; exit 1; }

case "$kind" in
  cpu) wheel=tensorflow-cpu packages=(tfjs-node) ;;
  cuda) wheel=tensorflow packages=(tfjs-node-gpu tfjs-node) ;;
  *) fail "say cpu or cuda, not '$kind'" ;;
esac
[ "$(uname -sm)" = 'Linux x86_64' ] || fail 'this script is for Linux x64; elsewhere: npm rebuild @tensorflow/tfjs-node'
for program in g++ python3 unzip npm flock; do
  command -v "$program" > /dev/null || fail "$program is missing; on Debian: apt-get install g++ python3 python3-pip unzip"
done
python3 -m pip --version > /dev/null 2>&1 || fail 'pip is missing; on Debian: apt-get install python3-pip'

found=()
for package in "${packages[@]}"; do
  [ -f "$modules/@tensorflow/$package/binding/tfjs_backend.cc" ] && found+=("$modules/@tensorflow/$package")
done
[ ${#found[@]} -gt 0 ] || fail "@tensorflow/${packages[0]} is not installed: npm leaves an optional package out when \
its own download fails. Install it without that: npm ci --ignore-scripts && npm rebuild node"

download() { # FOLDER REQUIREMENT: a wheel for any Linux x64, whatever Python runs here
  python3 -m pip download --quiet --disable-pip-version-check --no-deps --only-binary=:all: --dest "$1" \
    --python-version 311 --implementation cp --platform manylinux_2_27_x86_64 --platform manylinux_2_17_x86_64 \
    --platform manylinux2014_x86_64 --platform manylinux1_x86_64 "$2"
}

# The CUDA libraries that the wheel asks for in its "and-cuda" extra, one requirement a line.
cuda_requirements() {
  unzip -p "$1" '*.dist-info/METADATA' |
    sed -n '/and-cuda/s/^Requires-Dist: \(nvidia-[^;]*\);.*/\1/p' | tr -d ' ()'
}

unpack_library() { # into $cache/parts, whole or not at all
  local work
  work=$(mktemp -d "$cache/work.XXXXXX")
  trap "rm -rf '$work'" EXIT
  say "downloading $wheel $tensorflow"
  download "$work" "$wheel==$tensorflow"
  local file
  file=$(echo "$work"/*.whl)
  if [ "$kind" = cpu ]; then
    echo "54660c074d7241a503e81edfd9f5ef5af88f64051b72e2945f26318c790f2d26  $file" | sha256sum --check --quiet >&2
  fi
  local parts="$work/parts"
  mkdir -p "$parts/lib"
  unzip -qj "$file" 'tensorflow/libtensorflow_cc.so.2' 'tensorflow/libtensorflow_framework.so.2' -d "$parts/lib"
  unzip -q "$file" 'tensorflow/include/tensorflow/c/*.h' 'tensorflow/include/tensorflow/core/platform/ctstring*' \
    'tensorflow/include/tsl/*' -d "$work/headers"
  mv "$work/headers/tensorflow/include" "$parts/include"
  if [ "$kind" = cuda ]; then
    mkdir "$work/cuda"
    for requirement in $(cuda_requirements "$file"); do
      say "downloading $requirement"
      download "$work/cuda" "$requirement"
    done
    # Beside lib/: the library looks for them in ../nvidia by itself.
    for part in "$work"/cuda/*.whl; do unzip -qo "$part" 'nvidia/*' -d "$parts"; done
  fi
  rm -rf "$cache/parts"
  mv "$parts" "$cache/parts"
  rm -rf "$work"
  trap - EXIT
}

node_api_headers() {
  local folder="$cache/node-api"
  if [ ! -d "$folder/package/include" ]; then
    mkdir -p "$folder"
    (cd "$folder" && npm pack --silent node-api-headers@1.5.0 > /dev/null && tar xzf node-api-headers-*.tgz)
  fi
  echo "$folder/package/include"
}

compile() { # PACKAGE_FOLDER
  local package=$1 binding="$1/lib/napi-v8/tfjs_binding.node" stamp="$1/lib/.tensorflow"
  if [ -f "$binding" ] && [ "$(cat "$stamp" 2> /dev/null)" = "$cache" ]; then return; fi
  mkdir -p "$(dirname "$binding")"
  rm -rf "$package/deps"
  ln -s "$cache/parts" "$package/deps"
  say "compiling the binding of $(basename "$package")"
  g++ -std=c++17 -O2 -fPIC -shared -DNAPI_VERSION=8 -DBUILDING_NODE_EXTENSION \
    -I"$headers" -I"$package/deps/include" -I"$package" \
    "$package/binding/tfjs_backend.cc" "$package/binding/tfjs_binding.cc" \
    -L"$package/deps/lib" -l:libtensorflow_cc.so.2 -l:libtensorflow_framework.so.2 \
    -Wl,-rpath,'$ORIGIN/../../deps/lib' -o "$binding.part"
  mv "$binding.part" "$binding"
  echo "$cache" > "$stamp"
}

mkdir -p "$cache"
exec 9> "$cache/lock"
flock 9
[ -d "$cache/parts" ] || unpack_library
headers=$(node_api_headers)
for package in "${found[@]}"; do
  compile "$package"
  say "$(basename "$package") uses $wheel $tensorflow"
done
