using Plimsoll.Benchmarks.Statistics;
using OxyPlot;
using OxyPlot.Annotations;
using OxyPlot.Axes;
using OxyPlot.Series;

namespace Plimsoll.Benchmarks.Reports;

/// <summary>Bars from top to bottom, each with a line from the smallest to the largest measurement, as SVG.</summary>
internal static class BarChart
{
    private const double RowHeight = 22;
    private const double Width = 1100;

    /// <summary>What the longest labels get, in characters and for each of them.</summary>
    private const int LabelLength = 84;
    private const double CharacterWidth = 5.8;

    // Few bars would be as thick as the page.
    private const double Margin = 110;

    private static readonly OxyColor Fill = OxyColor.FromRgb(0x4c, 0x78, 0xa8);
    private static readonly OxyColor Over = OxyColor.FromRgb(0xe4, 0x57, 0x56);

    /// <summary>Draws ratios from 1 on: blue to the left, red to the right.</summary>
    public static void WriteRatios(string file, string title, IReadOnlyList<(string Label, Summary Value)> bars)
    {
        var model = Create(title, bars, 1, bar => bar.Median > 1 ? Over : Fill);
        model.Annotations.Add(new LineAnnotation { Type = LineAnnotationType.Vertical, X = 1, Color = OxyColors.Black, LineStyle = LineStyle.Solid });
        Write(file, model, bars.Count);
    }

    /// <summary>Draws times of very different size.</summary>
    public static void WriteTimes(string file, string title, IReadOnlyList<(string Label, Summary Value)> bars) =>
        Write(file, Create(title, bars, bars.Min(bar => bar.Value.Minimum) / 2, _ => Fill), bars.Count);

    private static PlotModel Create(string title, IReadOnlyList<(string Label, Summary Value)> bars, double start, Func<Summary, OxyColor> colour)
    {
        var labels = bars.Select(bar => bar.Label.Length <= LabelLength ? bar.Label : $"{bar.Label[..(LabelLength - 1)]}…").ToList();
        var model = new PlotModel
        {
            Title = title,
            TitleFontSize = 14,
            Background = OxyColors.White,
            DefaultFont = "Arial, Helvetica, sans-serif",
            PlotMargins = new OxyThickness(20 + (labels.Max(label => label.Length) * CharacterWidth), double.NaN, double.NaN, double.NaN),
        };
        var categories = new CategoryAxis { Position = AxisPosition.Left, StartPosition = 1, EndPosition = 0 };
        categories.Labels.AddRange(labels);
        var series = new BarSeries { BaseValue = start };
        model.Axes.Add(categories);
        model.Axes.Add(new LogarithmicAxis { Position = AxisPosition.Bottom, MajorGridlineStyle = LineStyle.Dot });
        model.Series.Add(series);
        foreach (var (value, row) in bars.Select((bar, row) => (bar.Value, row)))
        {
            series.Items.Add(new BarItem(value.Median) { Color = colour(value) });
            model.Series.Add(new LineSeries { Color = OxyColors.Black, StrokeThickness = 1, Points = { new DataPoint(value.Minimum, row), new DataPoint(value.Maximum, row) } });
        }

        return model;
    }

    private static void Write(string file, PlotModel model, int rows)
    {
        using var stream = File.Create(file);
        SvgExporter.Export(model, stream, Width, Margin + (rows * RowHeight), isDocument: true);
    }
}
