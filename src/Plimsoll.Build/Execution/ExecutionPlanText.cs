using System.Text;
using System.Text.Json;
using Plimsoll.Build.Output;
using Plimsoll.Build.Planning;

namespace Plimsoll.Build.Execution;

/// <summary>The text that <c>--plan</c> prints: the order, what each target waits for, and why it might be skipped. Conditions are not evaluated.</summary>
internal static class ExecutionPlanText
{
    public static void Write(ExecutionPlan plan, Action<string> line)
    {
        var number = plan.Targets.Count.ToString().Length;
        var width = plan.Targets.Select(t => t.Name.Length).DefaultIfEmpty().Max();
        for (var i = 0; i < plan.Targets.Count; i++)
        {
            var target = plan.Targets[i];
            var facts = string.Join("; ", Facts(plan, target));
            line($"{(i + 1).ToString().PadLeft(number)}  {target.Name.PadRight(width)}  {facts}".TrimEnd());
        }
    }

    public static string ToJson(ExecutionPlan plan)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, JsonText.Options))
        {
            json.WriteStartObject();
            json.WriteNumber("schemaVersion", 1);
            Names(json, "invoked", plan.Invoked.Select(t => t.Name));
            json.WriteStartArray("targets");
            foreach (var target in plan.Targets)
            {
                json.WriteStartObject();
                json.WriteString("name", target.Name);
                Names(json, "waitsFor", plan.GetPredecessors(target).Select(t => t.Name));
                Names(json, "triggeredBy", TriggeredBy(plan, target).Select(t => t.Name));
                Names(json, "onlyWhen", Conditions(target));
                json.WriteBoolean("skipped", target.Status == ExecutionStatus.Skipped);
                if (target.SkipReason is { } reason)
                    json.WriteString("skipReason", reason);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static IEnumerable<string> Facts(ExecutionPlan plan, ExecutableTarget target)
    {
        if (target.Status == ExecutionStatus.Skipped)
            yield return $"skipped ({target.SkipReason})";
        if (plan.GetPredecessors(target) is { Count: > 0 } waits)
            yield return $"waits for {string.Join(", ", waits)}";
        if (TriggeredBy(plan, target) is { Count: > 0 } triggers)
            yield return $"triggered by {string.Join(", ", triggers)}";
        if (Conditions(target) is { Count: > 0 } conditions)
            yield return $"only when {(conditions is [var only] ? only : string.Join(" and ", conditions.Select(c => $"({c})")))}";
    }

    private static List<string> Conditions(ExecutableTarget target) =>
        [.. target.Definition.StaticConditions.Concat(target.Definition.DynamicConditions).Select(c => c.Text)];

    private static List<ExecutableTarget> TriggeredBy(ExecutionPlan plan, ExecutableTarget target) =>
        [.. plan.Targets.Where(t => t.Triggered.Contains(target))];

    private static void Names(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
            json.WriteStringValue(value);
        json.WriteEndArray();
    }
}
