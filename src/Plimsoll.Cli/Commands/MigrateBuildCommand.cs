using System.CommandLine;
using Plimsoll.Cli.Output;
using Plimsoll.Oci;
using Plimsoll.Publishing;
using Plimsoll.Publishing.Migration;
using Plimsoll.Tags.Hosts;

namespace Plimsoll.Cli.Commands;

/// <summary><c>plimsoll migrate-build</c>: moves a build of NUKE or Fallout to Plimsoll.Build.</summary>
internal sealed class MigrateBuildCommand
{
    private readonly Argument<string?> _directory = new("DIR") { Description = "Repository, or folder of the build project [default: the current directory]", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<bool> _write = new("--write") { Description = "Change the files instead of showing the changes" };
    private readonly Option<bool> _check = new("--check") { Description = "Do not write files; exit with 8 if any would change" };

    public static Command Create(CommandHost host)
    {
        var verb = new MigrateBuildCommand();
        var command = new Command("migrate-build", "Move a build of NUKE or Fallout to Plimsoll.Build: project, sources and scripts, with a list of what has to be moved by hand") { verb._directory, verb._write, verb._check };
        command.SetAction((parsed, cancellationToken) => verb.RunAsync(new CommandSession(host, parsed, loadsConfiguration: false), parsed, cancellationToken));
        return command;
    }

    private async Task<int> RunAsync(CommandSession session, ParseResult parsed, CancellationToken cancellationToken)
    {
        var (isWritten, isCheck) = (session.Has(_write), session.Has(_check));
        if (isWritten && isCheck)
            throw PlimsollException.Usage("--write and --check exclude each other.", "Check first: plimsoll migrate-build --check");

        var directory = parsed.GetValue(_directory) is { } named ? Path.GetFullPath(named, session.Directory) : session.Directory;
        if (!Directory.Exists(directory))
            throw PlimsollException.Usage($"The directory '{directory}' does not exist.", "Name a repository: plimsoll migrate-build DIR");

        var migration = await BuildMigrator.PlanAsync(directory, CommandHost.Version.Split('+')[0], cancellationToken)
            ?? throw PlimsollException.Usage(
                $"There is no build of NUKE or Fallout in '{directory}': no project references Nuke.Common, Fallout.Common or Plimsoll.Build.",
                "Name its repository: plimsoll migrate-build DIR. For a new build: dotnet new plimsoll-build");
        WarnOfChanges(session, migration);
        if (isWritten)
            await migration.WriteAsync(cancellationToken);
        await MigrationReport.WriteAsync(migration, isWritten, session);
        return (int)(isCheck && migration.Files.Count > 0 ? ExitCode.ChangesPending : ExitCode.Done);
    }

    /// <summary>What is not committed cannot be told from what the migration does.</summary>
    private static void WarnOfChanges(CommandSession session, BuildMigration migration)
    {
        try
        {
            var repository = session.Plimsoll.ReadRepository(migration.Directory);
            var changed = repository.ChangedFiles.Select(file => Path.GetFullPath(file, repository.Root)).ToHashSet();
            foreach (var file in migration.Files.Where(file => changed.Contains(Path.GetFullPath(file.Path, RealPath.Resolve(migration.Directory)))))
                session.Diagnostics.Warn($"{LogText.Neutralize(file.Path)} has changes that are not committed");
        }
        catch (PlimsollException)
        {
            // It is in no repository, or in one without a commit: there is nothing to compare with.
        }
    }
}
