using System.ComponentModel;
using System.Diagnostics;

namespace Neuro.Tests.Experiments.Numpy;

/// <summary>The Python that has NumPy, if there is one: an oracle that knows nothing of this project.</summary>
internal static class Python
{
    /// <summary>The program; null when there is none with NumPy.</summary>
    public static string? Executable { get; } = new[] { Environment.GetEnvironmentVariable("NEURO_PYTHON"), "python3" }
        .FirstOrDefault(name => !string.IsNullOrEmpty(name) && Run(name, "import numpy; print(numpy.zeros(1).dtype)").Trim() == "float64");

    /// <summary>What a program prints.</summary>
    /// <param name="program">The program.</param>
    /// <param name="arguments">What it finds in <c>sys.argv</c>.</param>
    public static string Print(string program, params string[] arguments) => Run(Executable!, program, arguments);

    private static string Run(string executable, string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(executable, ["-c", program, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false })!;
            var error = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? output : error.Result;
        }
        catch (Win32Exception)
        {
            return string.Empty;
        }
    }
}
