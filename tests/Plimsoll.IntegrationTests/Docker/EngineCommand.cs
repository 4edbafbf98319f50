using Plimsoll.Cli;
using Plimsoll.Testing;

namespace Plimsoll.IntegrationTests.Docker;

/// <summary>The command beside the engine of the tests.</summary>
internal static class EngineCommand
{
    /// <summary>Runs what must succeed.</summary>
    /// <returns>stdout.</returns>
    public static async Task<string> RunAsync(DockerFixture fixture, params string[] arguments)
    {
        using var folder = new TempDirectory();
        await using var output = new StringWriter { NewLine = "\n" };
        await using var error = new StringWriter { NewLine = "\n" };
        var command = new PlimsollCommand(new CommandHost
        {
            Out = output,
            Error = error,
            Environment = name => name == "DOCKER_HOST" ? fixture.Endpoint : null,
            Clock = TimeProvider.System,
            Directory = folder.Path,
        });
        Assert.True(await command.RunAsync(arguments, CancellationToken.None) == 0, error.ToString());
        return output.ToString();
    }
}
