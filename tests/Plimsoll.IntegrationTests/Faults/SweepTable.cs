using System.Text;
using Plimsoll.Oci;

namespace Plimsoll.IntegrationTests.Faults;

/// <summary>Counts the outcomes of a sweep by fault.</summary>
/// <param name="name">The operation.</param>
/// <param name="requests">How many requests it makes.</param>
/// <param name="outcomes">What became of each run.</param>
/// <param name="elapsed">How long all took.</param>
internal sealed class SweepTable(string name, int requests, IReadOnlyCollection<SweepOutcome> outcomes, TimeSpan elapsed)
{
    private static readonly ErrorKind[] Kinds = [ErrorKind.Authentication, ErrorKind.Conflict, ErrorKind.NotFound, ErrorKind.Transport];

    public override string ToString()
    {
        var text = new StringBuilder($"{name}: {requests} requests, {outcomes.Count} runs with a fault, {elapsed.TotalSeconds:0} s\n\n");
        text.Append($"{"fault",-44}{"runs",6}{"fired",6}{"done",6}");
        foreach (var kind in Kinds)
            text.Append($"{kind,15}");
        text.Append($"{"other",8}{"written",9}{"wrong",7}\n");
        var order = FaultCatalog.All.Select(fault => fault.ToString()).ToList();
        foreach (var fault in outcomes.GroupBy(outcome => outcome.Fault.ToString()).OrderBy(fault => order.IndexOf(fault.Key)).Append(outcomes.GroupBy(_ => "all").Single()))
        {
            text.Append($"{fault.Key,-44}{fault.Count(),6}{fault.Count(outcome => outcome.HasFired),6}{fault.Count(outcome => outcome.Failure is null),6}");
            foreach (var kind in Kinds)
                text.Append($"{fault.Count(outcome => outcome.Failure == kind),15}");
            text.Append($"{fault.Count(outcome => outcome.Failure is { } kind && !Kinds.Contains(kind)),8}{fault.Count(outcome => outcome.HasWritten),9}{fault.Count(outcome => outcome.Problem is not null),7}\n");
        }

        return text.ToString();
    }
}
