using Plimsoll.Oci;
using Plimsoll.Policy.Pinning;
using Plimsoll.Tags.Hosts;

namespace Plimsoll.Cli.Output;

/// <summary>What pinning changes, as a diff or as JSON on stdout, and what it cannot pin on stderr.</summary>
internal static class PinReport
{
    public static async Task WriteAsync(PinPlan plan, CommandSession session)
    {
        Warn(plan, session, "pinned");
        if (session.IsJson)
        {
            var result = new PinResult(1, Changes(plan), Skipped(plan));
            await session.Host.Out.WriteLineAsync(LogText.NeutralizeJson(CliJson.Write(result, CliJson.Default.PinResult)));
            return;
        }

        await WriteDiffAsync(plan, session);
    }

    /// <summary>What changes, for JSON.</summary>
    public static IReadOnlyList<PinChange> Changes(PinPlan plan) =>
        [.. plan.Files.SelectMany(file => file.Images.Select(image => new PinChange(image.Span.File, image.Span.StartLine, image.Span.StartColumn, image.Before, image.After, PinFirstSeen.From(image.FirstSeen)))
            .Concat(file.Actions.Select(action => new PinChange(action.Span.File, action.Span.StartLine, action.Span.StartColumn, action.Before, action.After, PinFirstSeen.From(action.FirstSeen)))))];

    /// <summary>What stays, for JSON.</summary>
    public static IReadOnlyList<SkippedPin> Skipped(PinPlan plan) =>
        [.. plan.Skipped.Select(skipped => new SkippedPin(skipped.Span.File, skipped.Span.StartLine, skipped.Span.StartColumn, skipped.Image, skipped.Reason, PinFirstSeen.From(skipped.FirstSeen)))];

    /// <summary>Tells what stays.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="session">The run.</param>
    /// <param name="done">What was not done with it: <c>pinned</c>.</param>
    public static void Warn(PinPlan plan, CommandSession session, string done)
    {
        foreach (var skipped in plan.Skipped)
            session.Diagnostics.Warn($"{LogText.Neutralize(skipped.Span.File)}:{skipped.Span.StartLine}:{skipped.Span.StartColumn}: '{LogText.Neutralize(skipped.Image)}' was not {done}. {LogText.Neutralize(skipped.Reason)}");
    }

    /// <summary>Prints the changes as a diff, and how many there are.</summary>
    public static async Task WriteDiffAsync(PinPlan plan, CommandSession session)
    {
        foreach (var file in plan.Files)
            foreach (var line in LineDiff.Create(file.Path, file.Before, file.After))
                await session.Host.Out.WriteAsync(line);
        foreach (var (after, seen) in plan.Files.SelectMany(file => file.Images.Select(image => (image.After, image.FirstSeen)).Concat(file.Actions.Select(action => (action.After, action.FirstSeen)))).DistinctBy(pin => pin.After))
            if (seen is not null)
                session.Diagnostics.Info($"{LogText.Neutralize(after)}: first seen {seen.At.UtcDateTime:yyyy-MM-dd} by {seen.Source}");
        var (images, actions) = (plan.Files.Sum(file => file.Images.Count), plan.Files.Sum(file => file.Actions.Count));
        var changed = actions == 0 ? Quantity.Format(images, "image") : images == 0 ? Quantity.Format(actions, "action") : $"{Quantity.Format(images, "image")} and {Quantity.Format(actions, "action")}";
        session.Diagnostics.Info($"{changed} in {Quantity.Format(plan.Files.Count, "file")}");
    }
}
