using System.Diagnostics;
using Plimsoll.Policy.Scanners.Compose;
using Plimsoll.Testing;

namespace Plimsoll.Policy.Tests.Scanners.Compose;

public sealed class EnvironmentFilesTests : IDisposable
{
    private readonly TempDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_pipe_that_a_manager_of_secrets_fills_is_not_waited_for()
    {
        using (var process = Process.Start("mkfifo", _folder[".env"]))
            await process.WaitForExitAsync();

        var variables = await Task.Run(() => new EnvironmentFiles().Beside(_folder["compose.yaml"])).WaitAsync(TimeSpan.FromSeconds(30));

        Assert.Empty(variables);
    }
}
