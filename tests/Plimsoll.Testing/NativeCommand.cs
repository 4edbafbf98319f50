namespace Plimsoll.Testing;

/// <summary>The native <c>plimsoll</c> that <c>./build.sh CompileTool</c> makes: what users run is what is tested.</summary>
public static class NativeCommand
{
    /// <summary>The binary, absolute.</summary>
    public static string Path => Environment.GetEnvironmentVariable("PLIMSOLL_TEST_COMMAND") is { Length: > 0 } given && File.Exists(given)
        ? given
        : System.IO.Path.Combine(RepositoryRoot, "artifacts", "image", "plimsoll") is var built && File.Exists(built)
            ? built
            : throw new InvalidOperationException($"There is no compiled command at {built}. Run ./build.sh Test, or ./build.sh CompileTool before dotnet test.");

    /// <summary>The root of this repository, found from the test assembly upwards.</summary>
    public static string RepositoryRoot
    {
        get
        {
            for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
                if (File.Exists(System.IO.Path.Combine(folder.FullName, "Plimsoll.slnx")))
                    return folder.FullName;
            throw new InvalidOperationException($"{AppContext.BaseDirectory} is in no checkout of this repository.");
        }
    }
}
