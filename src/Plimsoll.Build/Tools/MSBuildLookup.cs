namespace Plimsoll.Build.Tools;

/// <summary>Finds MSBuild: <c>MSBUILD_EXE</c>, then that of the newest Visual Studio, then <c>msbuild</c> on <c>PATH</c>.</summary>
internal static class MSBuildLookup
{
    private static readonly string[] Editions = ["Enterprise", "Professional", "Community", "BuildTools", "Preview", "Insiders"];

    /// <summary>Finds it.</summary>
    /// <returns>The file, or <c>null</c>.</returns>
    /// <exception cref="BuildException">The variable names no file.</exception>
    public static string? Find(ToolHost host) =>
        ToolPathResolver.TryGetEnvironmentExecutable("MSBUILD_EXE")
        ?? FindInVisualStudio(host.Environment)
        ?? ExecutableLookup.Find("msbuild", host.Root, host.Environment.GetValueOrDefault("PATH"));

    /// <summary>What is started, and what stands before the arguments: <c>dotnet msbuild</c> builds what needs no Visual Studio.</summary>
    /// <exception cref="BuildException">The variable names no file.</exception>
    public static (string File, IReadOnlyList<string> First) Locate(ToolHost host) => Find(host) is { } file ? (file, []) : ("dotnet", ["msbuild"]);

    /// <summary>The newest in the folders that installers use.</summary>
    internal static string? FindInVisualStudio(IReadOnlyDictionary<string, string> environment) =>
        new[] { environment.GetValueOrDefault("ProgramFiles"), environment.GetValueOrDefault("ProgramFiles(x86)") }
            .OfType<string>()
            .Where(Path.IsPathFullyQualified)
            .Select(programs => AbsolutePath.Create(programs) / "Microsoft Visual Studio")
            .SelectMany(studio => studio.GetDirectories())
            .OrderByDescending(version => int.TryParse(version.Name, out var year) ? year < 100 ? year + 2008 : year : 0)
            .SelectMany(version => Editions.Select(edition => version / edition / "MSBuild" / "Current" / "Bin" / "MSBuild.exe"))
            .FirstOrDefault(file => file.FileExists());
}
