using Plimsoll.Testing;

namespace Plimsoll.Git.Tests;

/// <summary>libgit2 is found beside LibGit2Sharp, wherever a program that loads libraries while it runs has unpacked their packages.</summary>
public sealed class NativeLibraryFolderTests : IDisposable
{
    private readonly TempDirectory _temp = new();

    public void Dispose() => _temp.Dispose();

    [Theory]
    [InlineData("bin/LibGit2Sharp.dll", "bin/runtimes/linux-x64/native")]
    [InlineData("Addins/LibGit2Sharp.0.32.0/lib/net8.0/LibGit2Sharp.dll", "Addins/LibGit2Sharp.NativeBinaries.2.0.324/runtimes/linux-x64/native")]
    [InlineData("packages/libgit2sharp/0.32.0/lib/net8.0/LibGit2Sharp.dll", "packages/libgit2sharp.nativebinaries/2.0.324/runtimes/linux-x64/native")]
    public void A_package_of_native_libraries_beside_it_is_found(string assembly, string native)
    {
        _temp.Write(assembly, "");
        _temp.Write($"{native}/libgit2.so", "");

        Assert.Equal(Path.GetFullPath(_temp[native]), NativeLibraryFolder.Find(_temp[assembly], "linux-x64"));
        Assert.Null(NativeLibraryFolder.Find(_temp[assembly], "osx-arm64"));
    }

    [Fact]
    public void A_program_of_one_file_has_its_own() => Assert.Null(NativeLibraryFolder.Find("", "linux-x64"));
}
