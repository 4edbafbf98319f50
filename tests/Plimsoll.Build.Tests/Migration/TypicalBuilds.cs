
namespace Plimsoll.Build.Tests.Migration;

/// <summary>The six builds, each migrated and compiled once.</summary>
public sealed class TypicalBuilds : IAsyncLifetime
{
    private readonly Dictionary<string, TypicalBuild> _builds = [];

    internal TypicalBuild this[string name] => _builds[name];

    public async Task InitializeAsync()
    {
        foreach (var name in TypicalBuild.Names)
            _builds.Add(name, await TypicalBuild.MigrateAsync(name));
    }

    public Task DisposeAsync()
    {
        foreach (var build in _builds.Values)
            build.Dispose();
        return Task.CompletedTask;
    }
}
