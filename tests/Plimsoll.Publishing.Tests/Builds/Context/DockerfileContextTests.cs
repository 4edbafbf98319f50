using System.Formats.Tar;
using System.Net.Sockets;
using Plimsoll.Publishing.Builds;
using Plimsoll.Publishing.Builds.Context;
using Plimsoll.Testing;

namespace Plimsoll.Publishing.Tests.Builds.Context;

public sealed class DockerfileContextTests : IDisposable
{
    private static readonly DateTimeOffset Time = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000);

    private readonly TempDirectory _files = new();

    public DockerfileContextTests()
    {
        foreach (var path in new[] { "Dockerfile", "src/app.cs", "src/bin/app.dll", "docs/a.md", "docs/keep.md" })
            _files.Write(path, path);
    }

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task Everything_is_sent_with_folders_before_what_is_in_them() =>
        Assert.Equal(["Dockerfile", "docs/", "docs/a.md", "docs/keep.md", "src/", "src/app.cs", "src/bin/", "src/bin/app.dll"], await NamesAsync());

    [Fact]
    public async Task What_is_ignored_is_left_out_and_what_is_taken_back_comes_with_its_folder()
    {
        _files.Write(".dockerignore", "**/bin\ndocs\n!docs/keep.md\n");

        Assert.Equal([".dockerignore", "Dockerfile", "docs/", "docs/keep.md", "src/", "src/app.cs"], await NamesAsync());
    }

    [Theory]
    [InlineData("Dockerfile")]
    [InlineData(".dockerignore")]
    [InlineData("src/app.cs")]
    [InlineData("src/empty.lock")]
    public async Task A_file_that_another_program_has_locked_is_sent(string path)
    {
        if (OperatingSystem.IsWindows())
            return;

        _files.Write("src/empty.lock", "");
        _files.Write(".dockerignore", "docs");
        using var locked = new FileStream(_files[path], FileMode.Open, FileAccess.ReadWrite, FileShare.None);

        Assert.Equal([".dockerignore", "Dockerfile", "src/", "src/app.cs", "src/bin/", "src/bin/app.dll", "src/empty.lock"], await NamesAsync());
    }

    [Fact]
    public async Task Both_files_of_the_build_are_sent_though_they_are_ignored()
    {
        _files.Write(".dockerignore", "*");

        Assert.Equal([".dockerignore", "Dockerfile"], await NamesAsync());
    }

    [Fact]
    public async Task The_ignore_file_of_the_Dockerfile_comes_first_and_is_sent_in_the_place_of_the_common_one()
    {
        _files.Write(".dockerignore", "*");
        _files.Write("Dockerfile.dockerignore", "docs");

        var entries = await EntriesAsync("Dockerfile");

        Assert.Equal("docs", entries[".dockerignore"].Content);
        Assert.Contains("src/app.cs", entries.Keys);
        Assert.DoesNotContain("docs/", entries.Keys);
    }

    [Fact]
    public async Task A_Dockerfile_from_elsewhere_is_sent_under_a_name_that_no_step_sees()
    {
        using var elsewhere = new TempDirectory();
        var dockerfile = elsewhere.Write("Dockerfile", "FROM scratch");

        var entries = await EntriesAsync(dockerfile);

        Assert.Equal("FROM scratch", entries[".dockerfile.plimsoll"].Content);
        Assert.Equal([".dockerfile.plimsoll", ".dockerignore"], entries[".dockerignore"].Content.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task Times_and_owner_are_the_same_for_all_and_modes_are_kept()
    {
        File.SetUnixFileMode(_files["src/app.cs"], UnixFileMode.UserRead | UnixFileMode.UserExecute);

        var entries = await EntriesAsync("Dockerfile");

        Assert.All(entries.Values, entry => Assert.Equal((Time, 0, 0), (entry.Entry.ModificationTime, entry.Entry.Uid, entry.Entry.Gid)));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserExecute, entries["src/app.cs"].Entry.Mode);
    }

    [Fact]
    public async Task Links_are_sent_as_links_and_sockets_not_at_all()
    {
        File.CreateSymbolicLink(_files["link"], "src/app.cs");
        Directory.CreateSymbolicLink(_files["folder"], "src");
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(_files["socket"]));

        var entries = await EntriesAsync("Dockerfile");

        Assert.Equal(("src/app.cs", "src"), (entries["link"].Entry.LinkName, entries["folder"].Entry.LinkName));
        Assert.DoesNotContain("folder/app.cs", entries.Keys);
        Assert.DoesNotContain("socket", entries.Keys);
    }

    private async Task<IEnumerable<string>> NamesAsync() => (await EntriesAsync("Dockerfile")).Keys;

    private async Task<Dictionary<string, (TarEntry Entry, string Content)>> EntriesAsync(string dockerfile)
    {
        var context = DockerfileContext.Read(BuildRecipe.ForDockerfile(_files[dockerfile], _files.Path));
        using var tar = new MemoryStream();
        await context.WriteAsync(tar, Time, CancellationToken.None);
        tar.Position = 0;
        using var reader = new TarReader(tar);
        var entries = new Dictionary<string, (TarEntry, string)>();
        while (reader.GetNextEntry(copyData: true) is { } entry)
            entries.Add(entry.Name, (entry, entry.DataStream is { } data ? new StreamReader(data).ReadToEnd() : ""));
        return entries;
    }
}
