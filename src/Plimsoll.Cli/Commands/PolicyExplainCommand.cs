using System.CommandLine;
using Plimsoll.Cli.Output;
using Plimsoll.Oci;
using Plimsoll.Policy.Rules;
using Plimsoll.Publishing;

namespace Plimsoll.Cli.Commands;

/// <summary><c>plimsoll policy explain</c>: what a rule reports, why, and how to fix it; without a rule, a table of all.</summary>
internal static class PolicyExplainCommand
{
    private static readonly Argument<string> Rule = new("RULE") { Description = "Name of the rule [default: list all rules]", Arity = ArgumentArity.ZeroOrOne };

    public static Command Create(CommandHost host)
    {
        var command = new Command("explain", "Explain what a rule reports, why, and how to fix it") { Rule };
        command.SetAction(async (parsed, _) =>
        {
            var session = new CommandSession(host, parsed);
            if (parsed.GetValue(Rule) is { } name)
                await session.PrintRecordAsync(RuleText.Json(Find(name)), RuleText.GetLines(Find(name), session.Host));
            else
                await session.PrintRecordAsync(RuleText.Json(RuleText.Rules), RuleText.GetLines(RuleText.Rules, session.Host.TableStyle));
            return (int)ExitCode.Done;
        });
        return command;
    }

    private static RuleDescription Find(string name) =>
        RuleCatalogue.IndexOf(name) is { } index ? RuleText.Rules[index] : throw PlimsollException.Usage($"Unknown rule '{name}'.", Spelling.Advice(name, [.. RuleNames.ForFiles]));
}
