# Compiler, linker and warning settings that every target of this tree shares.
if(NOT CMAKE_CXX_COMPILER_ID STREQUAL "Clang" OR CMAKE_CXX_COMPILER_VERSION VERSION_LESS 19)
  message(FATAL_ERROR "Kaon needs clang 19 or newer: cmake -DCMAKE_CXX_COMPILER=clang++-19 (Debian package clang-19)")
endif()

if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "Debug or Release" FORCE)
endif()
# CMake 3.25 does not know C++26 for clang yet, so the flag is given by hand.
add_compile_options(-std=c++2c $<$<CONFIG:Debug>:-D_GLIBCXX_ASSERTIONS>)
set(CMAKE_CXX_FLAGS_RELEASE "-O2 -DNDEBUG")
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_LINK_DEPENDS_USE_LINKER OFF)

find_program(KAON_CCACHE ccache)
if(KAON_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  # Precompiled headers carry times; without these two ccache never hits.
  set(CMAKE_CXX_COMPILER_LAUNCHER
      ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
      ${KAON_CCACHE})
  add_compile_options("SHELL:-Xclang -fno-pch-timestamp")
endif()

add_compile_options(
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion -Wthread-safety
  -Werror=dangling -Werror=return-type -Werror=unused-result -Werror=unused-value
  -Werror=thread-safety
  -Wno-c23-extensions -Wno-missing-field-initializers
  -fno-plt -fvisibility=hidden -fvisibility-inlines-hidden)
if(KAON_WERROR)
  add_compile_options(-Werror)
endif()
# What goes to other machines names files from the tree's root; its programs are linked as Debian's are.
set(KAON_PACKAGE_FLAGS "")
if(KAON_PACKAGE)
  set(KAON_PACKAGE_FLAGS "-ffile-prefix-map=${PROJECT_SOURCE_DIR}/=")
  add_compile_options(${KAON_PACKAGE_FLAGS})
  add_link_options(-Wl,-z,relro,-z,now)
endif()
find_program(KAON_MOLD mold)
if(KAON_LTO AND NOT KAON_SANITIZE AND NOT KAON_FUZZ)
  # Across files: fewer instructions for a request (benchmarks/README.md), for longer links. The linker is lld, which
  # reads clang's bitcode; whatever links the library gets the same options by kaon_base.
  foreach(tool IN ITEMS ar ranlib)
    find_program(llvm_${tool} NAMES llvm-${tool}-19 llvm-${tool} HINTS /usr/lib/llvm-19/bin NO_CACHE)
    if(NOT llvm_${tool})
      message(FATAL_ERROR "KAON_LTO needs llvm-${tool}-19 (Debian package llvm-19)")
    endif()
  endforeach()
  set(CMAKE_AR "${llvm_ar}")
  set(CMAKE_RANLIB "${llvm_ranlib}")
  set(KAON_LINK_OPTIONS $<$<CONFIG:Release>:-flto=thin> -fuse-ld=lld)
  add_compile_options($<$<CONFIG:Release>:-flto=thin>)
  add_link_options(${KAON_LINK_OPTIONS})
elseif(KAON_MOLD)
  add_link_options(-fuse-ld=mold)
else()
  add_link_options(-fuse-ld=lld)
endif()

# Sanitized builds are for finding bugs, not for stepping through: line tables are enough and half the compile time.
if(KAON_FUZZ)
  set(KAON_SANITIZE "address" CACHE STRING "" FORCE)
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()
if(KAON_SANITIZE STREQUAL "address")
  add_compile_options(-fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer
                      -O1 -gline-tables-only)
  add_link_options(-fsanitize=address,undefined)
elseif(KAON_SANITIZE STREQUAL "thread")
  add_compile_options(-fsanitize=thread -fno-omit-frame-pointer -O1 -gline-tables-only)
  add_link_options(-fsanitize=thread)
elseif(KAON_SANITIZE)
  message(FATAL_ERROR "KAON_SANITIZE is '${KAON_SANITIZE}': address, thread or empty")
endif()
