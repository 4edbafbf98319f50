using System.Diagnostics;
using Plimsoll.Publishing.Initialization.Drafts;
using Plimsoll.Testing;

namespace Plimsoll.Publishing.Tests.Initialization.Drafts;

public sealed class RepositoryTreeTests : IDisposable
{
    private readonly TempDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_pipe_in_the_place_of_a_file_is_not_waited_for()
    {
        _folder.Write("compose.yaml", "services: {}");
        using (var process = Process.Start("mkfifo", _folder["Dockerfile"]))
            await process.WaitForExitAsync();

        var tree = RepositoryTree.Read(_folder.Path);

        Assert.Equal("", await Task.Run(() => tree.ReadText("Dockerfile")).WaitAsync(TimeSpan.FromSeconds(30)));
        Assert.Equal("services: {}", tree.ReadText("compose.yaml"));
    }
}
