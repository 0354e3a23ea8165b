# The browser halves of applications: WebAssembly made by the same clang in the same Ninja build.
#
#   kaon_browser_library()          once: compiles the parts of the library that a browser half may use
#   kaon_browser_program(NAME SOURCES source... INCLUDES folder...)
#                                   NAME.wasm from these sources and what they need of the library; its path is in
#                                   NAME_wasm, that of its glue, kaon.js, in NAME_glue
#
# Objects are custom commands with depfiles in this same build (docs/decisions/browser-half.md): no second
# configuration, both halves compile in parallel, and nothing to do costs nothing. The linker takes from the library's
# objects what is used (--start-lib), as from an archive.
#
# In a release build wasm-opt (Debian: binaryen) makes the program a tenth smaller once more, where it is installed.
#
# KAON_BROWSER=OFF, another generator than Ninja, or missing packages leave browser halves out: applications build and
# their pages work without scripts.
include_guard(GLOBAL)

option(KAON_BROWSER "Build the browser halves of applications (wasm)" ON)
set(KAON_BROWSER_PARTS base reflect json coro signal ui browser app)

# Can this compiler make wasm? Asked once per build folder.
if(KAON_BROWSER AND NOT DEFINED KAON_BROWSER_WORKS)
  set(trial "${CMAKE_BINARY_DIR}/browser/trial")
  file(WRITE "${trial}.cpp" "#include <string>\nint main() { return std::string(\"x\").size() == 2; }\n")
  execute_process(COMMAND "${CMAKE_CXX_COMPILER}" --target=wasm32-wasi -stdlib=libc++ -fno-exceptions "${trial}.cpp"
                          -o "${trial}.wasm" RESULT_VARIABLE status OUTPUT_QUIET ERROR_QUIET)
  if(status EQUAL 0)
    set(KAON_BROWSER_WORKS ON CACHE INTERNAL "")
  endif()
endif()
# What follows is for kaon_app too, which a project calls from outside of this one: so it is kept in the cache.
set(enabled OFF)
if(KAON_BROWSER AND NOT CMAKE_GENERATOR MATCHES "Ninja")
  message(STATUS "Browser halves are left out: they need the Ninja generator")
elseif(KAON_BROWSER AND NOT KAON_BROWSER_WORKS)
  message(STATUS "Browser halves are left out: ${CMAKE_CXX_COMPILER} cannot make wasm (Debian packages lld-19 "
                 "libc++-19-dev-wasm32 libclang-rt-19-dev-wasm32 wasi-libc)")
elseif(KAON_BROWSER)
  set(enabled ON)
endif()
set(KAON_BROWSER_ENABLED ${enabled} CACHE INTERNAL "")

find_program(KAON_WASM_OPT wasm-opt)  # Debian: binaryen

set(KAON_BROWSER_ROOT "${PROJECT_SOURCE_DIR}" CACHE INTERNAL "")
set(KAON_BROWSER_FOLDER "${CMAKE_BINARY_DIR}/browser" CACHE INTERNAL "")
set(KAON_BROWSER_PCH "${KAON_BROWSER_FOLDER}/std.pch" CACHE INTERNAL "")
set(KAON_BROWSER_LAUNCHER ${CMAKE_CXX_COMPILER_LAUNCHER} CACHE INTERNAL "")
# -fmerge-all-constants lets arguments that are constants, most of a view, lie in the data instead of being built by
# code.
# new gives 8 bytes of alignment (kaon/browser/rt/heap.hpp); -mtail-call keeps chains of coroutines off the stack.
# What libc++ would say before it aborts is said to nobody.
set(flags --target=wasm32-wasi "-D_LIBCPP_VERBOSE_ABORT(...)=__builtin_trap()"
    -stdlib=libc++ -std=c++2c -fno-exceptions -fno-rtti -fnew-alignment=8 -mtail-call
    -fmerge-all-constants -fno-c++-static-destructors -fno-threadsafe-statics -fvisibility=hidden
    -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion -Werror=dangling -Werror=return-type
    -Werror=unused-result -Wno-c23-extensions -Wno-missing-field-initializers -Wno-unknown-attributes)
# No -O here: given one, clang runs wasm-opt when it finds it, without a word.
set(link_flags --target=wasm32-wasi -stdlib=libc++ -nostartfiles
    -Wl,--no-entry,--undefined=kaon_start,--gc-sections,--stack-first)
if(CMAKE_BUILD_TYPE STREQUAL "Debug")
  list(APPEND flags -O1)
  list(APPEND link_flags -Wl,--strip-debug)  # names stay
else()
  list(APPEND flags -Oz -DNDEBUG -flto -mllvm -enable-load-pre=false)
  # Smaller by measure: a little more inlining than -Oz does, loops left as they are (320 bytes of 13,340).
  list(APPEND link_flags -flto -Wl,--strip-all -Wl,-mllvm,-inline-threshold=20 -Wl,-mllvm,-disable-lsr
       -Wl,-mllvm,-enable-load-pre=false)
endif()
if(KAON_WERROR)
  list(APPEND flags -Werror)
endif()
set(KAON_BROWSER_FLAGS ${flags} CACHE INTERNAL "")
set(KAON_BROWSER_LINK_FLAGS ${link_flags} CACHE INTERNAL "")
# What a table of rows spends its time in is compiled for speed before size: 0.2 ms of 1.2 for 1,000 rows, 150 bytes.
set(KAON_BROWSER_HOT kaon/ui/view.cpp CACHE INTERNAL "")
# Run-time shims: bulk memory only here (rt/memory.cpp says why), no calls made out of their own loops, and no LTO,
# since the compiler makes calls of them after it.
set(KAON_BROWSER_RT_FLAGS -mbulk-memory -fno-builtin -fno-lto)

# kaon_browser_objects(RESULT FOLDER folder SOURCES source... INCLUDES folder... FLAGS flag... [PCH pch]): compiles the
# sources into FOLDER; their objects are the list RESULT.
function(kaon_browser_objects result)
  cmake_parse_arguments(OBJ "" "FOLDER;PCH" "SOURCES;INCLUDES;FLAGS" ${ARGN})
  list(TRANSFORM OBJ_INCLUDES PREPEND "-I")
  if(OBJ_PCH)
    list(APPEND OBJ_FLAGS -Xclang -fno-pch-timestamp -include-pch "${OBJ_PCH}")
  endif()
  set(objects)
  foreach(source IN LISTS OBJ_SOURCES)
    string(REGEX REPLACE "^${OBJ_FOLDER}/" "" short "${source}")
    foreach(base IN ITEMS "${KAON_BROWSER_ROOT}" "${CMAKE_CURRENT_SOURCE_DIR}")
      cmake_path(IS_PREFIX base "${source}" is_below)
      if(is_below)
        file(RELATIVE_PATH short "${base}" "${source}")
      endif()
    endforeach()
    set(object "${OBJ_FOLDER}/${short}.o")
    set(compile_flags ${KAON_BROWSER_FLAGS} ${OBJ_FLAGS})
    if(short IN_LIST KAON_BROWSER_HOT)
      list(TRANSFORM compile_flags REPLACE "^-Oz$" "-Os")
    endif()
    cmake_path(GET object PARENT_PATH folder)
    file(MAKE_DIRECTORY "${folder}")
    add_custom_command(
      OUTPUT "${object}"
      COMMAND ${KAON_BROWSER_LAUNCHER} ${CMAKE_CXX_COMPILER} ${compile_flags} ${OBJ_INCLUDES}
              -c "${source}" -o "${object}" -MD -MF "${object}.d" -MT "${object}"
      DEPENDS "${source}" ${OBJ_PCH} DEPFILE "${object}.d" COMMENT "wasm ${short}" VERBATIM COMMAND_EXPAND_LISTS)
    list(APPEND objects "${object}")
  endforeach()
  set(${result} ${objects} PARENT_SCOPE)
endfunction()

function(kaon_browser_library)
  if(NOT KAON_BROWSER_ENABLED)
    return()
  endif()
  # Standard headers, parsed once: 0.5 s less for each source of an application (0.76 -> 0.27 s).
  list(TRANSFORM KAON_STD_HEADERS REPLACE "(.+)" "#include \\1" OUTPUT_VARIABLE text)
  list(JOIN text "\n" text)
  file(CONFIGURE OUTPUT "${KAON_BROWSER_FOLDER}/std.hpp" CONTENT "${text}\n" @ONLY)
  add_custom_command(
    OUTPUT "${KAON_BROWSER_PCH}"
    COMMAND ${CMAKE_CXX_COMPILER} ${KAON_BROWSER_FLAGS} -Xclang -fno-pch-timestamp -x c++-header
            "${KAON_BROWSER_FOLDER}/std.hpp" -o "${KAON_BROWSER_PCH}"
    DEPENDS "${KAON_BROWSER_FOLDER}/std.hpp" COMMENT "wasm standard headers" VERBATIM)

  set(sources)
  foreach(part IN LISTS KAON_BROWSER_PARTS)
    # Relative, so that the patterns see no folder that the clone lies in.
    file(GLOB_RECURSE found CONFIGURE_DEPENDS RELATIVE "${KAON_BROWSER_ROOT}" "${KAON_BROWSER_ROOT}/kaon/${part}/*.cpp")
    list(APPEND sources ${found})
  endforeach()
  list(FILTER sources EXCLUDE REGEX "(_test|_bench|_fuzz|_main|/main)\\.cpp$")
  list(FILTER sources EXCLUDE REGEX "/(native|server|testing)/|kaon/browser/rt/")
  list(TRANSFORM sources PREPEND "${KAON_BROWSER_ROOT}/")
  kaon_browser_objects(objects FOLDER "${KAON_BROWSER_FOLDER}" SOURCES ${sources} INCLUDES "${KAON_BROWSER_ROOT}"
                       PCH "${KAON_BROWSER_PCH}")
  file(GLOB shims CONFIGURE_DEPENDS "${KAON_BROWSER_ROOT}/kaon/browser/rt/*.cpp")
  kaon_browser_objects(rt FOLDER "${KAON_BROWSER_FOLDER}" SOURCES ${shims} INCLUDES "${KAON_BROWSER_ROOT}"
                       FLAGS ${KAON_BROWSER_RT_FLAGS})
  add_custom_target(kaon_browser_objects DEPENDS ${objects} ${rt})
  set_property(GLOBAL PROPERTY KAON_BROWSER_OBJECTS ${objects} ${rt})
endfunction()

function(kaon_browser_program name)
  cmake_parse_arguments(PROGRAM "" "" "SOURCES;INCLUDES" ${ARGN})
  set(folder "${CMAKE_CURRENT_BINARY_DIR}/browser")
  set(wasm "${folder}/${name}.wasm")
  kaon_browser_objects(objects FOLDER "${folder}" SOURCES ${PROGRAM_SOURCES}
                       INCLUDES "${KAON_BROWSER_ROOT}" ${PROGRAM_INCLUDES} PCH "${KAON_BROWSER_PCH}")
  get_property(library GLOBAL PROPERTY KAON_BROWSER_OBJECTS)
  # Hundreds of paths: by a file that the linker reads.
  string(JOIN "\n" list ${objects} --start-lib ${library} --end-lib)
  file(GENERATE OUTPUT "${folder}/${name}.objects" CONTENT "${list}\n")
  set(script "${KAON_BROWSER_ROOT}/cmake/check_wasm.cmake")
  # The stack lies first in memory: what is below 1 kB is its very end, so no object is there.
  set(shrink)
  if(KAON_WASM_OPT AND NOT CMAKE_BUILD_TYPE STREQUAL "Debug")
    set(shrink COMMAND "${KAON_WASM_OPT}" -Oz --enable-tail-call --enable-bulk-memory --enable-sign-ext
        --enable-mutable-globals --low-memory-unused "${wasm}" -o "${wasm}")
  endif()
  add_custom_command(
    OUTPUT "${wasm}"
    COMMAND ${CMAKE_CXX_COMPILER} ${KAON_BROWSER_LINK_FLAGS} -o "${wasm}" "-Wl,@${folder}/${name}.objects"
    ${shrink}
    COMMAND ${CMAKE_COMMAND} -D "WASM=${wasm}" -P "${script}"
    DEPENDS ${objects} ${library} kaon_browser_objects "${folder}/${name}.objects" "${script}"
    COMMENT "linking ${name}.wasm" VERBATIM)

  # The glue that it needs, one module.
  set(glue "${KAON_BROWSER_ROOT}/kaon/browser/glue")
  file(GLOB others CONFIGURE_DEPENDS RELATIVE "${glue}" "${glue}/*.js")
  list(REMOVE_ITEM others host.js start.js)
  list(SORT others)
  set(parts host.js ${others} start.js)
  list(TRANSFORM parts PREPEND "${glue}/")
  list(JOIN parts "|" joined)
  set(join "${KAON_BROWSER_ROOT}/cmake/join_glue.cmake")
  add_custom_command(
    OUTPUT "${folder}/${name}.js"
    COMMAND ${CMAKE_COMMAND} -D "FILES=${joined}" -D "WASM=${wasm}" -D "OUTPUT=${folder}/${name}.js"
            -D "BUILD=${CMAKE_BUILD_TYPE}" -P "${join}"
    DEPENDS ${parts} "${wasm}" "${join}" COMMENT "joining ${name}.js" VERBATIM)
  add_custom_target(${name}_wasm DEPENDS "${wasm}" "${folder}/${name}.js")
  set(${name}_wasm "${wasm}" PARENT_SCOPE)
  set(${name}_glue "${folder}/${name}.js" PARENT_SCOPE)
endfunction()
