using System.CommandLine;
using System.Text;

namespace Plimsoll.Cli.Help;

/// <summary>A page of the manual in roff, with the macros of man(7).</summary>
internal static class RoffPage
{
    public static string Format(Command command, IReadOnlyList<VerbGroup> groups)
    {
        var name = Manual.PageName(command);
        var page = new StringBuilder($".TH {Quote(name.ToUpperInvariant())} 1 \"\" {Quote($"plimsoll {CommandHost.Version}")} \"Plimsoll manual\"\n");
        page.Append($".SH NAME\n{Escape(name)} \\- {Escape(LowerFirst(command.Description ?? ""))}\n.SH SYNOPSIS\n");
        foreach (var (index, usage) in CommandUsage.Usages(command).Index())
            page.Append(index == 0 ? "" : ".br\n").Append($".B {Escape(usage)}\n");
        page.Append($".SH DESCRIPTION\n{Escape(command.Description ?? "")}.\n");

        foreach (var (title, commands) in Manual.Children(command, groups))
            Append(page, title, commands.Select(child => ($"{Manual.PageName(child)}(1)", child.Description ?? "")));
        Append(page, "Arguments", command.Arguments.Where(argument => !argument.Hidden).Select(argument => (CommandUsage.Name(argument), argument.Description ?? "")));
        Append(page, "Options", Describe(CommandUsage.OwnOptions(command)));
        Append(page, "Registry options", Describe(CommandUsage.RegistryOptions(command)));
        Append(page, "Common options", Describe(CommandUsage.CommonOptions(command)));
        if (command is RootCommand)
            Append(page, "Exit status", ExitStatus.All.Select(status => ($"{(int)status.Code}", status.Text)));

        if (Examples.For(CommandUsage.PathOf(command)) is { Count: > 0 } examples)
        {
            page.Append(".SH EXAMPLES\n");
            foreach (var example in examples)
                page.Append($"{Escape(example.Text)}\n.PP\n.RS 4\n.nf\n{Escape(example.Line)}\n.fi\n.RE\n.PP\n");
        }

        if (command is not RootCommand)
            page.Append($".SH SEE ALSO\n.BR {string.Join(" , ", command.Parents.OfType<Command>().Take(1).Select(parent => $"{Escape(Manual.PageName(parent))} (1)"))}\n");
        return page.ToString();
    }

    private static IEnumerable<(string, string)> Describe(IEnumerable<Option> options) => options.Select(option => (CommandUsage.Name(option).Trim(), CommandUsage.Describe(option)));

    private static void Append(StringBuilder page, string title, IEnumerable<(string Name, string Text)> entries)
    {
        var isFirst = true;
        foreach (var (name, text) in entries)
        {
            page.Append(isFirst ? $".SH {Quote(title.ToUpperInvariant())}\n" : "").Append($".TP\n.B {Escape(name)}\n{Escape(text)}\n");
            isFirst = false;
        }
    }

    private static string LowerFirst(string text) => text.Length > 1 && char.IsUpper(text[0]) && char.IsLower(text[1]) ? char.ToLowerInvariant(text[0]) + text[1..] : text;

    private static string Quote(string text) => $"\"{Escape(text)}\"";

    /// <summary>A line that begins with a dot or a quote would be a request; a bare hyphen could not be copied.</summary>
    private static string Escape(string text)
    {
        var escaped = text.Replace("\\", "\\e", StringComparison.Ordinal).Replace("-", "\\-", StringComparison.Ordinal).Replace("\"", "\\(dq", StringComparison.Ordinal).Replace("…", "...", StringComparison.Ordinal);
        return escaped.StartsWith('.') || escaped.StartsWith('\'') ? $"\\&{escaped}" : escaped;
    }
}
