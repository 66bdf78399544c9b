# The council endpoint and its command-line tool.
waymark_sources(SERVER server/*.cpp)
list(REMOVE_ITEM SERVER server/main.cpp server/councilctl.cpp)
add_library(waymark_server STATIC ${SERVER})
target_link_libraries(waymark_server PUBLIC waymark_core sqlite3 PostgreSQL::PostgreSQL Drogon::Drogon CURL::libcurl OpenSSL::Crypto ZLIB::ZLIB brotli)

add_executable(waymark-endpoint server/main.cpp)
target_link_libraries(waymark-endpoint PRIVATE waymark_server)

add_executable(councilctl server/councilctl.cpp)
target_link_libraries(councilctl PRIVATE waymark_server)

# A mistake in a council's files stops the build that it would be published with.
file(GLOB_RECURSE content CONFIGURE_DEPENDS assets/councils/* assets/national/* assets/schema/council.schema.json)
file(GLOB councils LIST_DIRECTORIES true CONFIGURE_DEPENDS assets/councils/*)
add_custom_command(
  OUTPUT ${CMAKE_BINARY_DIR}/content-checked
  COMMAND councilctl check-content ${councils}
  COMMAND ${CMAKE_COMMAND} -E touch ${CMAKE_BINARY_DIR}/content-checked
  DEPENDS councilctl ${content}
  WORKING_DIRECTORY ${CMAKE_SOURCE_DIR}
  COMMENT "Councils' content")
add_custom_target(check_content ALL DEPENDS ${CMAKE_BINARY_DIR}/content-checked)
