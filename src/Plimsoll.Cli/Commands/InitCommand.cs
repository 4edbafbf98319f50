using System.CommandLine;
using Plimsoll.Cli.Options;
using Plimsoll.Cli.Output;
using Plimsoll.Publishing;
using Plimsoll.Publishing.Initialization;
using Plimsoll.Publishing.Initialization.Workflows;

namespace Plimsoll.Cli.Commands;

/// <summary><c>plimsoll init</c>: writes plimsoll.yml for a repository.</summary>
internal sealed class InitCommand
{
    private static readonly string[] Hosts = [.. Enum.GetNames<WorkflowHost>().Select(name => name.ToLowerInvariant())];

    private readonly Option<string[]> _workflows = new Option<string[]>("--workflows")
    {
        Description = $"Also write a workflow that checks pull requests and publishes: {string.Join(", ", Hosts)}",
        HelpName = "HOST",
        AllowMultipleArgumentsPerToken = false,
    }.AcceptOnlyFromAmong(Hosts);

    private readonly Option<string> _image = new("--image", "-i") { Description = "Name of the image [default: the one found in the repository, else that of the remote] [env: PLIMSOLL_IMAGE]", HelpName = "NAME" };
    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "Print the files instead of writing them" };
    private readonly Option<bool> _force = new("--force") { Description = "Overwrite files that exist" };
    private readonly TagOptions _tags = new();

    public static Command Create(CommandHost host)
    {
        var verb = new InitCommand();
        var command = new Command("init", "Write plimsoll.yml from what the repository contains: Dockerfiles, .NET projects, deployment files, workflows and the settings of other tools")
        {
            verb._workflows, verb._image, verb._tags.Registry, verb._dryRun, verb._force,
        };
        command.SetAction((parsed, cancellationToken) => verb.RunAsync(new CommandSession(host, parsed, loadsConfiguration: false), parsed, cancellationToken));
        return command;
    }

    private async Task<int> RunAsync(CommandSession session, ParseResult parsed, CancellationToken cancellationToken)
    {
        var initialization = new RepositoryInitializer(session.Plimsoll.ReadRepository).Create(session.Directory, new InitializationOptions
        {
            Workflows = [.. (parsed.GetValue(_workflows) ?? []).Select(name => Enum.Parse<WorkflowHost>(name, ignoreCase: true))],
            Image = session.Value(_image, "PLIMSOLL_IMAGE", configured: null),
            Registry = session.Value(_tags.Registry, "PLIMSOLL_REGISTRY", configured: null),
            ToolVersion = CommandHost.Version.Split('+')[0],
        });
        if (!session.Has(_dryRun))
            await initialization.WriteAsync(session.Has(_force), cancellationToken);

        var report = InitReport.Create(initialization, isWritten: !session.Has(_dryRun));
        await session.PrintRecordAsync(report.ToJson() + "\n", report.ToLines());
        foreach (var note in initialization.Notes.Where(note => note.IsConverted))
            session.Diagnostics.Info($"found: {note}");
        foreach (var note in initialization.Notes.Where(note => !note.IsConverted))
            session.Diagnostics.Warn($"not converted: {note}");
        foreach (var hint in initialization.Hints)
            session.Diagnostics.Warn(hint);
        session.Diagnostics.Info(session.Has(_dryRun) ? "nothing was written" : "see what would be published: plimsoll plan");
        return (int)ExitCode.Done;
    }
}
