namespace Plimsoll.Build.Components;

/// <summary>A build with a changelog.</summary>
public interface IHazChangelog : IPlimsollBuild
{
    /// <summary>The file; the default is <c>CHANGELOG.md</c> in the root.</summary>
    string ChangelogFile => RootDirectory / "CHANGELOG.md";

    /// <summary>The notes of the newest section, as packages have them.</summary>
    /// <exception cref="BuildException">There is no such file, or no section with notes in it (exit code 2).</exception>
    string NuGetReleaseNotes => ChangelogTasks.GetNuGetReleaseNotes(ChangelogFile, (this as IHazGitRepository)?.GitRepository);
}
