# The browser halves of applications: WebAssembly made by the same clang in the same Ninja build.
#
#   kaon_browser_program(NAME SOURCES source... INCLUDES folder...)
#                                   NAME.wasm from these sources and what they need of the library; its path is in
#                                   NAME_wasm, that of its glue, kaon.js, in NAME_glue
#
# Objects are custom commands with depfiles in this same build (docs/decisions/browser-half.md): no second
# configuration, both halves compile in parallel, and nothing to do costs nothing. The linker takes from the library's
# objects what is used (--start-lib), as from an archive. Those are compiled in the library's own tree
# (kaon_browser_library.cmake), or installed. Warnings are those of the calling folder.
#
# In a release build wasm-opt (Debian: binaryen) makes the program a tenth smaller once more, and esbuild the glue by a
# fifth, where they are installed.
#
# KAON_BROWSER=OFF, another generator than Ninja, or missing packages leave browser halves out: applications build and
# their pages work without scripts.
include_guard(GLOBAL)
include(kaon_pch)

option(KAON_BROWSER "Build the browser halves of applications (wasm)" ON)

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
if(KAON_BROWSER AND NOT CMAKE_GENERATOR STREQUAL "Ninja")
  message(STATUS "Browser halves are left out: they need the Ninja generator (cmake -G Ninja)")
elseif(KAON_BROWSER AND NOT KAON_BROWSER_WORKS)
  message(STATUS "Browser halves are left out: ${CMAKE_CXX_COMPILER} cannot make wasm (Debian packages lld-19 "
                 "libc++-19-dev-wasm32 libclang-rt-19-dev-wasm32 wasi-libc)")
elseif(KAON_BROWSER)
  set(enabled ON)
endif()
set(KAON_BROWSER_ENABLED ${enabled} CACHE INTERNAL "")

find_program(KAON_WASM_OPT wasm-opt)  # Debian: binaryen
find_program(KAON_ESBUILD esbuild)

set(KAON_BROWSER_FOLDER "${CMAKE_BINARY_DIR}/browser" CACHE INTERNAL "")
set(KAON_BROWSER_LAUNCHER ${CMAKE_CXX_COMPILER_LAUNCHER} CACHE INTERNAL "")
# Where the library's headers and glue lie: here, or where the package says.
if(NOT KAON_INSTALLED)
  set(KAON_BROWSER_INCLUDE "-I${PROJECT_SOURCE_DIR}" CACHE INTERNAL "")
  set(KAON_BROWSER_GLUE "${PROJECT_SOURCE_DIR}/kaon/browser/glue" CACHE INTERNAL "")
endif()
# Debug or release: what of the two this build makes.
set(kind release)
if(CMAKE_BUILD_TYPE STREQUAL "Debug")
  set(kind debug)
endif()
set(KAON_BROWSER_KIND ${kind} CACHE INTERNAL "")

# -fmerge-all-constants lets arguments that are constants, most of a view, lie in the data instead of being built by
# code.
# new gives 8 bytes of alignment (kaon/browser/rt/heap.hpp); -mtail-call keeps chains of coroutines off the stack;
# -fno-optimize-sibling-calls leaves it to them: LLVM 19 also makes a tail call of a call with a struct by value, whose
# copy then lies in a frame that is gone (tests/browser/lesson_keyed_list.mjs sees it).
# What libc++ would say before it aborts is said to nobody.
set(flags --target=wasm32-wasi "-D_LIBCPP_VERBOSE_ABORT(...)=__builtin_trap()"
    -stdlib=libc++ -std=c++2c -fno-exceptions -fno-rtti -fnew-alignment=8 -mtail-call -fno-optimize-sibling-calls
    -fmerge-all-constants -fno-c++-static-destructors -fno-threadsafe-statics -fvisibility=hidden
    -Werror=unused-result -Wno-c23-extensions -Wno-unknown-attributes)
# No -O here: given one, clang runs wasm-opt when it finds it, without a word.
set(link_flags --target=wasm32-wasi -stdlib=libc++ -nostartfiles
    -Wl,--no-entry,--undefined=kaon_start,--gc-sections,--stack-first)
set(KAON_BROWSER_FLAGS_debug ${flags} -O1 CACHE INTERNAL "")
set(KAON_BROWSER_FLAGS_release ${flags} -Oz -DNDEBUG -flto -mllvm -enable-load-pre=false CACHE INTERNAL "")
set(KAON_BROWSER_LINK_FLAGS_debug ${link_flags} -Wl,--strip-debug CACHE INTERNAL "")  # names stay
# Smaller by measure: a little more inlining than -Oz does, loops left as they are (320 bytes of 13,340).
set(KAON_BROWSER_LINK_FLAGS_release ${link_flags} -flto -Wl,--strip-all -Wl,-mllvm,-inline-threshold=20
    -Wl,-mllvm,-disable-lsr -Wl,-mllvm,-enable-load-pre=false CACHE INTERNAL "")

# kaon_browser_pch(KIND RESULT): standard headers, parsed once for each build: 0.5 s less for each source of an
# application (0.76 -> 0.27 s).
function(kaon_browser_pch kind result)
  set(pch "${KAON_BROWSER_FOLDER}/${kind}/std.pch")
  set(${result} "${pch}" PARENT_SCOPE)
  get_property(made GLOBAL PROPERTY KAON_BROWSER_PCH_${kind})
  if(made)
    return()
  endif()
  set_property(GLOBAL PROPERTY KAON_BROWSER_PCH_${kind} ON)
  list(TRANSFORM KAON_STD_HEADERS REPLACE "(.+)" "#include \\1" OUTPUT_VARIABLE text)
  list(JOIN text "\n" text)
  file(CONFIGURE OUTPUT "${KAON_BROWSER_FOLDER}/${kind}/std.hpp" CONTENT "${text}\n" @ONLY)
  add_custom_command(
    OUTPUT "${pch}"
    COMMAND ${CMAKE_CXX_COMPILER} ${KAON_BROWSER_FLAGS_${kind}} -Xclang -fno-pch-timestamp -x c++-header
            "${KAON_BROWSER_FOLDER}/${kind}/std.hpp" -o "${pch}"
    DEPENDS "${KAON_BROWSER_FOLDER}/${kind}/std.hpp" COMMENT "wasm standard headers" VERBATIM)
  # Commands of several folders use it, and CMake would let each of these make it.
  add_custom_target(kaon_browser_pch_${kind} DEPENDS "${pch}")
endfunction()

# kaon_browser_objects(RESULT FOLDER folder SOURCES source... INCLUDES folder... FLAGS flag... [KIND kind] [PCH pch]):
# compiles the sources into FOLDER; their objects are the list RESULT.
function(kaon_browser_objects result)
  cmake_parse_arguments(OBJ "" "FOLDER;KIND;PCH" "SOURCES;INCLUDES;FLAGS" ${ARGN})
  list(TRANSFORM OBJ_INCLUDES PREPEND "-I")
  if(OBJ_PCH)
    list(APPEND OBJ_FLAGS -Xclang -fno-pch-timestamp -include-pch "${OBJ_PCH}")
  endif()
  get_directory_property(warnings COMPILE_OPTIONS)
  list(FILTER warnings INCLUDE REGEX "^-W")
  set(objects)
  foreach(source IN LISTS OBJ_SOURCES)
    string(REGEX REPLACE "^${OBJ_FOLDER}/" "" short "${source}")
    foreach(base IN ITEMS "${PROJECT_SOURCE_DIR}" "${CMAKE_CURRENT_SOURCE_DIR}")
      cmake_path(IS_PREFIX base "${source}" is_below)
      if(is_below)
        file(RELATIVE_PATH short "${base}" "${source}")
      endif()
    endforeach()
    set(object "${OBJ_FOLDER}/${short}.o")
    set(compile_flags ${KAON_BROWSER_FLAGS_${OBJ_KIND}} ${warnings} ${OBJ_FLAGS})
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

function(kaon_browser_program name)
  cmake_parse_arguments(PROGRAM "" "" "SOURCES;INCLUDES" ${ARGN})
  set(kind ${KAON_BROWSER_KIND})
  set(folder "${CMAKE_CURRENT_BINARY_DIR}/browser")
  set(wasm "${folder}/${name}.wasm")
  kaon_browser_pch(${kind} pch)
  kaon_browser_objects(objects FOLDER "${folder}" KIND ${kind} SOURCES ${PROGRAM_SOURCES}
                       INCLUDES ${PROGRAM_INCLUDES} FLAGS "${KAON_BROWSER_INCLUDE}" PCH "${pch}")
  get_property(library GLOBAL PROPERTY KAON_BROWSER_OBJECTS)
  # Hundreds of paths: by a file that the linker reads.
  string(JOIN "\n" list ${objects} --start-lib ${library} --end-lib)
  file(GENERATE OUTPUT "${folder}/${name}.objects" CONTENT "${list}\n")
  set(script "${CMAKE_CURRENT_FUNCTION_LIST_DIR}/check_wasm.cmake")
  # The stack lies first in memory: what is below 1 kB is its very end, so no object is there.
  set(shrink)
  if(KAON_WASM_OPT AND kind STREQUAL "release")
    # Control flow that is taken apart and put together anew is smaller by 180 bytes of 12,284, and as fast.
    set(shrink COMMAND "${KAON_WASM_OPT}" --flatten --rereloop -Oz -Oz --converge --enable-tail-call
        --enable-bulk-memory --enable-sign-ext --enable-mutable-globals --low-memory-unused "${wasm}" -o "${wasm}")
  endif()
  set(compiled)
  if(TARGET kaon_browser_objects)
    set(compiled kaon_browser_objects)
  endif()
  add_custom_command(
    OUTPUT "${wasm}"
    COMMAND ${CMAKE_CXX_COMPILER} ${KAON_BROWSER_LINK_FLAGS_${kind}} -o "${wasm}" "-Wl,@${folder}/${name}.objects"
            "-Wl,--why-extract=${folder}/${name}.why"
    ${shrink}
    COMMAND ${CMAKE_COMMAND} -D "WASM=${wasm}" -D "WHY=${folder}/${name}.why" -D "FOLDER=${folder}" -P "${script}"
    DEPENDS ${objects} ${library} ${compiled} "${folder}/${name}.objects" "${script}"
    COMMENT "linking ${name}.wasm" VERBATIM)

  # The glue that it needs, one module.
  set(glue "${KAON_BROWSER_GLUE}")
  file(GLOB others CONFIGURE_DEPENDS RELATIVE "${glue}" "${glue}/*.js")
  list(REMOVE_ITEM others host.js start.js)
  set(debug ${others})
  list(FILTER debug INCLUDE REGEX "^debug_")
  list(FILTER others EXCLUDE REGEX "^debug_")
  list(SORT others)
  if(kind STREQUAL "debug")
    list(APPEND others ${debug})  # these wrap what is there
  endif()
  set(parts host.js ${others} start.js)
  list(TRANSFORM parts PREPEND "${glue}/")
  list(JOIN parts "|" joined)
  set(join "${CMAKE_CURRENT_FUNCTION_LIST_DIR}/join_glue.cmake")
  add_custom_command(
    OUTPUT "${folder}/${name}.js"
    COMMAND ${CMAKE_COMMAND} -D "FILES=${joined}" -D "WASM=${wasm}" -D "OUTPUT=${folder}/${name}.js"
            -D "BUILD=${CMAKE_BUILD_TYPE}" -D "ESBUILD=${KAON_ESBUILD}" -P "${join}"
    DEPENDS ${parts} "${wasm}" "${join}" COMMENT "joining ${name}.js" VERBATIM)
  add_custom_target(${name}_wasm DEPENDS "${wasm}" "${folder}/${name}.js")
  add_dependencies(${name}_wasm kaon_browser_pch_${kind})
  set(${name}_wasm "${wasm}" PARENT_SCOPE)
  set(${name}_glue "${folder}/${name}.js" PARENT_SCOPE)
endfunction()
