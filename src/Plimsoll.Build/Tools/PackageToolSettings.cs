namespace Plimsoll.Build.Tools;

/// <summary>
/// The settings of a tool that is a NuGet package. It is that of the manifest of tools (<c>dotnet tool install</c>), else the command on
/// <c>PATH</c>, else the newest of NuGet's packages folder, where <c>PackageDownload</c> in the project of the build puts it.
/// </summary>
[ToolSettings]
public abstract partial record PackageToolSettings : ToolSettings
{
    /// <summary>The target framework of the tool, if the package has several. The default is the newest that runs here.</summary>
    public string? Framework { get; init; }

    /// <summary>The package.</summary>
    protected abstract string PackageId { get; }

    /// <summary>The package of the same tool that <c>dotnet tool install</c> takes, if it is another.</summary>
    protected virtual string ToolPackageId => PackageId;

    /// <summary>The file in the package; several are alternatives, separated by <c>|</c>.</summary>
    protected abstract string PackageExecutable { get; }

    internal override (string File, IReadOnlyList<string> First) Locate(ToolHost host)
    {
        if (ToolPath is not null)
            return base.Locate(host);
        if (ToolManifest.Has(host.Root, ToolName))
            return ("dotnet", ["tool", "run", ToolName, "--"]);
        if (ExecutableLookup.Find(ToolName, host.Root, host.Environment.GetValueOrDefault("PATH")) is { } command)
            return (command, []);
        return NuGetToolPathResolver.Find(host, PackageId, PackageExecutable, null, Framework) is { } file
            ? file.Extension == ".dll" ? ("dotnet", [file]) : (file, [])
            : throw new BuildException(
                BuildExitCode.Failed,
                $"'{ToolName}' was not found: no manifest of tools has it, the command is not on PATH, and NuGet's packages folder has no {PackageExecutable.Replace("|", " or ")} of {PackageId}.",
                $"Install it: dotnet tool install {ToolPackageId} --create-manifest-if-needed");
    }
}
