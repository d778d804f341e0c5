"""What pyproject.toml cannot say: an editable install, too, brings the files of jupyter/.

setuptools asks a distribution that is installed so for `has_data`, which none has.
"""

from setuptools import Distribution, setup


class WithDataFiles(Distribution):
    has_data = Distribution.has_data_files


setup(distclass=WithDataFiles)
