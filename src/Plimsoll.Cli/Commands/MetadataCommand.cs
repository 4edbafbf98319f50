using System.CommandLine;
using Plimsoll.Cli.Output;
using Plimsoll.MetadataAction;
using Plimsoll.MetadataAction.Inputs;
using Plimsoll.MetadataAction.Outputs;
using Plimsoll.Oci;
using Plimsoll.Publishing;
using Plimsoll.Tags.Context;
using Plimsoll.Tags.Hosts;

namespace Plimsoll.Cli.Commands;

/// <summary><c>plimsoll metadata</c>: what docker/metadata-action does, anywhere.</summary>
internal sealed class MetadataCommand
{
    private readonly Option<string> _context = new Option<string>("--context") { Description = "Where ref and commit come from: workflow (GITHUB_*) or git (the repository) [env: INPUT_CONTEXT] [default: workflow]", HelpName = "SOURCE" }
        .AcceptOnlyFromAmong("workflow", "git");

    private readonly Dictionary<string, Option<string>> _inputs = new (string Name, string Description, string HelpName)[]
        {
            ("images", "Images to make tags for, one a line", "TEXT"),
            ("tags", "Rules for tags, one a line, such as type=semver,pattern={{version}}", "TEXT"),
            ("flavor", "What holds for all tags: latest=, prefix=, suffix=", "TEXT"),
            ("labels", "Labels of your own, key=value, one a line", "TEXT"),
            ("annotations", "Annotations of your own, key=value, one a line", "TEXT"),
            ("sep-tags", "What is put between tags in the output [default: a line feed]", "TEXT"),
            ("sep-labels", "What is put between labels in the output [default: a line feed]", "TEXT"),
            ("sep-annotations", "What is put between annotations in the output [default: a line feed]", "TEXT"),
            ("bake-target", "Target in the bake files [default: docker-metadata-action]", "NAME"),
        }
        .ToDictionary(input => input.Name, input => new Option<string>($"--{input.Name}") { Description = $"{input.Description} [env: {Variable(input.Name)}]", HelpName = input.HelpName });

    public static Command Create(CommandHost host)
    {
        var verb = new MetadataCommand();
        var command = new Command("metadata", "Derive tags, labels and bake files by the rules of docker/metadata-action") { verb._context };
        foreach (var option in verb._inputs.Values)
            command.Add(option);
        command.SetAction(parsed => verb.Run(new CommandSession(host, parsed), parsed));
        return command;
    }

    private int Run(CommandSession session, ParseResult parsed)
    {
        var inputs = MetadataInputs.Read(name => parsed.GetValue(_inputs[name]) ?? session.Host.Environment(Variable(name)));
        var outputs = MetadataOutputs.Derive(inputs, ContextOf(session, parsed));
        foreach (var warning in outputs.Warnings)
            session.Diagnostics.Warn(warning);

        // Bake files that nobody is told of would only pile up.
        if (session.IsJson || WorkflowFiles.Exist(session.Host.Environment))
        {
            var report = MetadataReport.Of(outputs, inputs, BakeFiles.Write(outputs, session.Host.Environment));
            WorkflowFiles.Export(report.Outputs, session.Host.Environment);
            if (session.IsJson)
                session.Host.Out.WriteLine(report.ToJson());
        }
        if (!session.IsJson)
            foreach (var tag in outputs.Tags)
                session.Host.Out.WriteLine(LogText.Neutralize(tag));
        return (int)ExitCode.Done;
    }

    private WorkflowContext ContextOf(CommandSession session, ParseResult parsed)
    {
        var environment = session.Host.Environment;
        var repository = new Lazy<RepositoryState?>(() => WhereThereIsOne(() => session.Plimsoll.ReadRepository()));
        var references = session.Plimsoll.GitReferences;
        var context = GitHubWorkflow.Read(
            environment,
            session.Observer.SourceDate ?? session.Host.Clock.GetUtcNow(),
            () => repository.Value is { } state ? RepositoryOrigin.Describe(state) : new RepositoryDescription(),
            sha => WhereThereIsOne(() => references.CommitDate(session.Directory, sha)));

        switch (parsed.GetValue(_context) ?? environment("INPUT_CONTEXT") ?? "workflow")
        {
            case "git":
                var (reference, sha, commitDate) = references.Read(session.Directory);
                return context with { Reference = reference, Sha = sha, CommitDate = commitDate };
            case "workflow":
                if (environment("GITHUB_REF") is null)
                    session.Diagnostics.Info("GITHUB_REF is not set, so that there is no branch or tag; --context git takes them from the repository.");
                return context;
            case var other:
                throw PlimsollException.Usage($"Invalid context source: {other}", "It is workflow or git.");
        }
    }

    /// <summary>The rules of a workflow need no repository; one only adds what the payload does not have.</summary>
    private static T? WhereThereIsOne<T>(Func<T?> read)
    {
        try
        {
            return read();
        }
        catch (PlimsollException)
        {
            return default;
        }
    }

    private static string Variable(string input) => $"INPUT_{input.ToUpperInvariant()}";
}
