using System.CommandLine;
using Plimsoll.Cli.Commands;

namespace Plimsoll.Cli;

/// <summary>All verbs, in groups: the order of help, of the reference and of the manual.</summary>
internal static class VerbTable
{
    public static IReadOnlyList<VerbGroup> Groups { get; } =
    [
        new("Tags and versions",
        [
            new("tags", TagsCommand.Create),
            new("version", VersionCommand.Create),
            new("metadata", MetadataCommand.Create),
        ]),
        new("Publish and deploy",
        [
            new("plan", PublishCommand.CreatePlan),
            new("publish", PublishCommand.Create),
            new("promote", PromoteCommand.Create),
            new("rollback", RollbackCommand.Create),
            new("index", IndexCommand.Create),
            new("receipt", ReceiptCommand.Create),
            new("verify", VerifyCommand.Create),
        ]),
        new("Policy",
        [
            new("check", CheckCommand.Create),
            new("pin", PinCommand.Create),
            new("policy", PolicyCommand.Create),
        ]),
        new("Images and registries",
        [
            new("search", SearchCommand.Create),
            new("ls", ListCommand.Create),
            new("inspect", InspectCommand.Create),
            new("digest", DigestCommand.Create),
            new("history", HistoryCommand.Create),
            new("diff", DiffCommand.Create),
            new("copy", CopyCommand.Copy),
            new("sync", SyncCommand.Create),
            new("push", CopyCommand.Push),
            new("pull", CopyCommand.Pull),
            new("tag", TagCommand.Create),
            new("delete", DeleteCommand.Create),
            new("prune", PruneCommand.Create),
            new("login", LoginCommand.Create),
            new("logout", LogoutCommand.Create),
        ]),
        new("Project and tools",
        [
            new("init", InitCommand.Create),
            new("migrate-build", MigrateBuildCommand.Create),
            new("config", ConfigCommand.Create),
            new("doctor", DoctorCommand.Create),
            new("completions", CompletionsCommand.Create),
            new("man", ManCommand.Create),
            new("schema", SchemaCommand.Create),
        ]),
    ];

    /// <summary>What scripts call and nobody types.</summary>
    private static readonly Verb[] Hidden = [new("complete", CompleteCommand.Create), new("blob", BlobCommand.Create)];

    /// <summary>Whether a word is a verb.</summary>
    public static bool IsVerb(string word) => Groups.SelectMany(group => group.Verbs).Concat(Hidden).Any(verb => verb.Name == word);

    /// <summary>The verbs that a command line can mean: those it names, else all.</summary>
    public static IEnumerable<Command> Create(CommandHost host, IReadOnlyCollection<string> arguments)
    {
        var all = Groups.SelectMany(group => group.Verbs).ToList();
        var named = all.Concat(Hidden).Where(verb => arguments.Contains(verb.Name)).ToList();
        return (named.Count > 0 ? named : all).Select(verb => verb.Create(host));
    }
}
