"""Which OpenBLAS this process has mapped, which kernels it chose, and how many threads it uses."""

import ctypes
import os


def mapped():
    """The paths of the BLAS libraries mapped into this process, as the kernel of the system lists them."""
    with open("/proc/self/maps", encoding="utf-8") as maps:
        paths = {line.split(maxsplit=5)[-1].strip() for line in maps if "/" in line}
    return sorted(path for path in paths if any(name in os.path.basename(path) for name in ("blas", "mkl_")))


def openblas_path():
    """The path of the mapped OpenBLAS itself (not of its libblas.so.3 shim), or None."""
    return next((path for path in mapped() if os.path.basename(path).startswith("libopenblas")), None)


def set_threads(count):
    """Sets the threads of a mapped OpenBLAS: torch.set_num_threads reaches OpenMP only."""
    path = openblas_path()
    if path:
        ctypes.CDLL(path).openblas_set_num_threads(count)


def facts():
    """What goes into the JSON: libraries, kernel set, build, threads, and the OPENBLAS_ variables in force."""
    found = {
        "libraries": [os.path.basename(path) for path in mapped()],
        "environment": {k: v for k, v in sorted(os.environ.items()) if k.startswith("OPENBLAS_")},
    }
    path = openblas_path()
    if path:
        library = ctypes.CDLL(path)
        library.openblas_get_corename.restype = ctypes.c_char_p
        library.openblas_get_config.restype = ctypes.c_char_p
        found["coreName"] = library.openblas_get_corename().decode()
        found["config"] = library.openblas_get_config().decode().strip()
        found["threads"] = library.openblas_get_num_threads()
    return found
