using Plimsoll.Policy.Scanners.Expressions;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.Pipelines;

/// <summary>
/// The images of one pipeline file, each read with the variables of every job that uses it. Aliases and matrices do not
/// multiply the work without end: past a limit variables count as unknown, so that nothing passes unseen.
/// </summary>
/// <param name="context">Where images are left.</param>
/// <param name="kind">One of <see cref="FileKinds"/>.</param>
/// <param name="find">The syntax of variables.</param>
internal sealed class PipelineImages(ScanContext context, string kind, PlaceholderFinder find)
{
    private const int MaximumVisits = 64;
    private const int MaximumReadings = 1000;
    private const int MaximumTotal = 10_000;

    private static readonly IReadOnlyList<ScalarLookup> Unknown = [static _ => null];

    private readonly Dictionary<SourceNode, int> _visits = [];
    private readonly Dictionary<SourceNode, int> _readings = [];
    private readonly Dictionary<SourceNode, List<Dictionary<string, SourceNode>>?> _combinations = [];
    private int _total;

    /// <summary>The variables of a place where none is known.</summary>
    public static IReadOnlyList<ScalarLookup> NoVariables => Unknown;

    /// <summary>Whether a part of the document, which aliases may share, is to be read once more.</summary>
    /// <param name="part">The part.</param>
    /// <param name="environments">The variables; unknown ones take their place at the last visit.</param>
    public bool Enters(SourceNode part, ref IReadOnlyList<ScalarLookup> environments)
    {
        var visits = _visits.GetValueOrDefault(part) + 1;
        if (visits > MaximumVisits)
            return false;

        _visits[part] = visits;
        if (visits == MaximumVisits)
            environments = Unknown;
        return true;
    }

    /// <summary>Adds an image as it comes out in each environment: a job's variables, once for each combination of its matrix.</summary>
    /// <param name="image">The scalar; nothing else is an image.</param>
    /// <param name="environments">The variables.</param>
    /// <param name="prefix">What the text must start with to name an image.</param>
    /// <param name="source">The text that the scalar stands in; <c>null</c> for the file that is scanned.</param>
    /// <param name="interpret">Makes an image of the resolved text, an empty one where it names none.</param>
    /// <param name="pinRefusal">Why no digest can be written there, or <c>null</c>.</param>
    public void Add(SourceNode? image, IReadOnlyList<ScalarLookup> environments, string prefix = "", SourceText? source = null, Func<string, string>? interpret = null, string? pinRefusal = null)
    {
        if (image is not SourceScalar { IsNull: false } scalar)
            return;

        if (find(scalar.Value, 0) is null)
            environments = Unknown;
        foreach (var environment in environments)
        {
            var readings = _readings.GetValueOrDefault(scalar) + 1;
            if (readings > MaximumReadings || (readings > 1 && _total >= MaximumTotal))
                return;

            _readings[scalar] = readings;
            var isLast = readings == MaximumReadings || ++_total >= MaximumTotal;
            TemplatedImage.Add(context, new LocatedScalar(scalar, source), kind, find, isLast ? Unknown[0] : environment, prefix, interpret, pinRefusal);
        }
    }

    /// <summary>The combinations of a matrix, made once for all jobs that share it.</summary>
    public List<Dictionary<string, SourceNode>>? Combinations(SourceNode matrix, Func<List<Dictionary<string, SourceNode>>?> make)
    {
        if (!_combinations.TryGetValue(matrix, out var combinations))
            _combinations[matrix] = combinations = make();
        return combinations;
    }

    /// <summary>Whether an image has been read in any environment.</summary>
    public bool HasRead(SourceNode image) => _readings.ContainsKey(image);

    /// <summary>The values of a text in an environment, for use in another one; unknown parts stay marked.</summary>
    public IReadOnlyList<LocatedScalar> Evaluate(LocatedScalar text, ScalarLookup environment) =>
        TemplatedImage.Values(context, text, find, environment)
            .Select(value => new LocatedScalar(new SourceScalar(value.Resolved, isPlain: false, value.Token.Start, value.Token.End), value.Source))
            .ToList();

    /// <summary>An environment in which some variables have values of their own and the others those of the one around it.</summary>
    public static ScalarLookup Extend(ScalarLookup outer, IReadOnlyDictionary<string, IReadOnlyList<LocatedScalar>?> own) =>
        name => own.TryGetValue(name, out var values) ? values : outer(name);
}
