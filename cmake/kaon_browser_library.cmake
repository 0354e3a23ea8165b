# kaon_browser_library(): compiles, in the library's own tree, what browser halves link (kaon_browser.cmake): once per
# build, for its own build type; with KAON_PACKAGE for debug and release, since an application may be either.
#
# KAON_BROWSER_OBJECTS has the objects of this build's type, KAON_BROWSER_OBJECTS_debug and _release those of each
# (global properties).
include_guard(GLOBAL)
include(kaon_browser)

set(KAON_BROWSER_PARTS base reflect json coro signal ui browser app)
# What a table of rows spends its time in is compiled for speed before size: 0.2 ms of 1.2 for 1,000 rows, 150 bytes.
set(KAON_BROWSER_HOT kaon/ui/view.cpp CACHE INTERNAL "")
# Run-time shims: bulk memory only here (rt/memory.cpp says why), no calls made out of their own loops, and no LTO,
# since the compiler makes calls of them after it.
set(KAON_BROWSER_RT_FLAGS -mbulk-memory -fno-builtin -fno-lto)

function(kaon_browser_library)
  if(NOT KAON_BROWSER_ENABLED)
    return()
  endif()
  set(kinds ${KAON_BROWSER_KIND})
  if(KAON_PACKAGE)
    set(kinds debug release)
  endif()
  set(here "${PROJECT_SOURCE_DIR}")
  set(sources)
  foreach(part IN LISTS KAON_BROWSER_PARTS)
    # Relative, so that the patterns see no folder that the clone lies in.
    file(GLOB_RECURSE found CONFIGURE_DEPENDS RELATIVE "${here}" "${here}/kaon/${part}/*.cpp")
    list(APPEND sources ${found})
  endforeach()
  list(FILTER sources EXCLUDE REGEX "(_test|_bench|_fuzz|_main|/main)\\.cpp$")
  list(FILTER sources EXCLUDE REGEX "/(native|server|testing)/|kaon/browser/rt/")
  list(TRANSFORM sources PREPEND "${here}/")
  file(GLOB shims CONFIGURE_DEPENDS "${here}/kaon/browser/rt/*.cpp")
  set(all)
  foreach(kind IN LISTS kinds)
    kaon_browser_pch(${kind} pch)
    set(folder "${KAON_BROWSER_FOLDER}/${kind}")
    kaon_browser_objects(objects FOLDER "${folder}" KIND ${kind} SOURCES ${sources} INCLUDES "${here}"
                         PCH "${pch}" FLAGS ${KAON_PACKAGE_FLAGS})
    kaon_browser_objects(rt FOLDER "${folder}" KIND ${kind} SOURCES ${shims} INCLUDES "${here}"
                         FLAGS ${KAON_BROWSER_RT_FLAGS} ${KAON_PACKAGE_FLAGS})
    set_property(GLOBAL PROPERTY KAON_BROWSER_OBJECTS_${kind} ${objects} ${rt})
    list(APPEND all ${objects} ${rt})
  endforeach()
  add_custom_target(kaon_browser_objects DEPENDS ${all})
  get_property(own GLOBAL PROPERTY KAON_BROWSER_OBJECTS_${KAON_BROWSER_KIND})
  set_property(GLOBAL PROPERTY KAON_BROWSER_OBJECTS ${own})
endfunction()
