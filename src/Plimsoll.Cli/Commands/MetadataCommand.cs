using System.CommandLine;
using Plimsoll.Cli.Output;
using Plimsoll.MetadataAction;
using Plimsoll.MetadataAction.Inputs;
using Plimsoll.MetadataAction.Outputs;
using Plimsoll.Oci;
using Plimsoll.Publishing;
using Plimsoll.Tags.Context;
using Plimsoll.Tags.Hosts;
using Plimsoll.Tags.Hosts.Outputs;

namespace Plimsoll.Cli.Commands;

/// <summary><c>plimsoll metadata</c>: docker/metadata-action outside of GitHub.</summary>
internal sealed class MetadataCommand
{
    private readonly Option<string> _context = new Option<string>("--context") { Description = "Source of the ref and the commit: workflow (GITHUB_*) or git (the repository) [env: INPUT_CONTEXT] [default: workflow]", HelpName = "SOURCE" }
        .AcceptOnlyFromAmong("workflow", "git");

    private readonly Dictionary<string, Option<string>> _inputs = new (string Name, string Description, string HelpName)[]
        {
            ("images", "Images to tag, one per line", "TEXT"),
            ("tags", "Tag rules, one per line, such as type=semver,pattern={{version}}", "TEXT"),
            ("flavor", "Settings for all tags: latest=, prefix=, suffix=", "TEXT"),
            ("labels", "Custom labels, key=value, one per line", "TEXT"),
            ("annotations", "Custom annotations, key=value, one per line", "TEXT"),
            ("sep-tags", "Separator of tags in the output [default: line feed]", "TEXT"),
            ("sep-labels", "Separator of labels in the output [default: line feed]", "TEXT"),
            ("sep-annotations", "Separator of annotations in the output [default: line feed]", "TEXT"),
            ("bake-target", "Target in the bake files [default: docker-metadata-action]", "NAME"),
        }
        .ToDictionary(input => input.Name, input => new Option<string>($"--{input.Name}") { Description = $"{input.Description} [env: {GetVariable(input.Name)}]", HelpName = input.HelpName });

    public static Command Create(CommandHost host)
    {
        var verb = new MetadataCommand();
        var command = new Command("metadata", "Derive tags, labels and bake files with the rules of docker/metadata-action") { verb._context };
        foreach (var option in verb._inputs.Values)
            command.Add(option);
        command.SetAction(parsed => verb.Run(new CommandSession(host, parsed), parsed));
        return command;
    }

    private int Run(CommandSession session, ParseResult parsed)
    {
        var inputs = MetadataInputs.Read(name => parsed.GetValue(_inputs[name]) ?? session.Host.Environment(GetVariable(name)));
        var outputs = MetadataOutputs.Derive(inputs, ReadContext(session, parsed));
        foreach (var warning in outputs.Warnings)
            session.Diagnostics.Warn(warning);

        // Bake files whose paths are not reported would only pile up.
        if (session.IsJson || session.Sink is not NoSink)
        {
            var report = MetadataReport.Create(outputs, inputs, BakeFiles.Write(outputs, session.Host.Environment));
            session.Sink.SetOutputs(() => report.Outputs);
            if (session.Sink is GitHubSink github && SetsVariables(session.Host.Environment("DOCKER_METADATA_SET_OUTPUT_ENV")))
                github.SetVariables(report.Outputs.Select(output => KeyValuePair.Create($"DOCKER_METADATA_OUTPUT_{output.Key.Replace('-', '_').ToUpperInvariant()}", output.Value)));
            if (session.IsJson)
                session.Host.Out.WriteLine(report.ToJson());
        }
        if (!session.IsJson)
            foreach (var tag in outputs.Tags)
                session.Host.Out.WriteLine(LogText.Neutralize(tag));
        return (int)ExitCode.Done;
    }

    private WorkflowContext ReadContext(CommandSession session, ParseResult parsed)
    {
        var environment = session.Host.Environment;
        var repository = new Lazy<RepositoryState?>(() => TryRead(() => session.Plimsoll.ReadRepository()));
        var references = session.Plimsoll.GitReferences;
        var context = GitHubWorkflow.Read(
            environment,
            session.Observer.SourceDate ?? session.Host.Clock.GetUtcNow(),
            () => repository.Value is { } state ? RepositoryOrigin.Describe(state) : new RepositoryDescription(),
            sha => TryRead(() => references.CommitDate(session.Directory, sha)));

        switch (parsed.GetValue(_context) ?? environment("INPUT_CONTEXT") ?? "workflow")
        {
            case "git":
                var (reference, sha, commitDate) = references.Read(session.Directory);
                return context with { Reference = reference, Sha = sha, CommitDate = commitDate };
            case "workflow":
                if (environment("GITHUB_REF") is null)
                    session.Diagnostics.Info("GITHUB_REF is not set, so there is no branch or tag; use --context git to read them from the repository.");
                return context;
            case var other:
                throw PlimsollException.Usage($"Invalid context source: {other}", "Use workflow or git.");
        }
    }

    /// <summary>The rules do not require a repository; it only completes what the event payload does not have.</summary>
    private static T? TryRead<T>(Func<T?> read)
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

    /// <exception cref="PlimsollException">The text is not a boolean (exit code 2).</exception>
    private static bool SetsVariables(string? text) => text switch
    {
        null or "1" or "t" or "T" or "true" or "TRUE" or "True" => true,
        "0" or "f" or "F" or "false" or "FALSE" or "False" => false,
        _ => throw PlimsollException.Usage($"parseBool syntax error: {text}", "Set DOCKER_METADATA_SET_OUTPUT_ENV to true or false."),
    };

    private static string GetVariable(string input) => $"INPUT_{input.ToUpperInvariant()}";
}
