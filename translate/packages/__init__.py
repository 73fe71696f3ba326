"""Argos packages on disk: finding, choosing, unpacking and checking them.

Exports:
    archive: CannotWriteError, read_metadata, sha256_file, unpack, unpacked_size
    argos_settings: index_address, package_folders
    checksums: CHECKSUMS, check_archive, check_folder, record_checksums
    find: ModelPackage, choose, find_packages, own_folder, prepare, read_package
    layouts: ARGOS, FIREFOX, Layout, recognise
"""
