// Counts the results that `make test` left in a directory and prints the
// closing line of CI. A suite without results, or one that failed without a
// failing test (a package that does not compile), counts as a failure.
//
//   node scripts/tally.mjs RESULTS_DIR [failures elsewhere] [status of the suites]
import { readFileSync } from 'node:fs';

const [dir, further = '0', status = '0'] = process.argv.slice(2);
const none = () => ({ passed: 0, failed: 0, skipped: 0 });

/** `go test -json`: an event for each test's and each package's end. */
function go(text) {
	const count = none();
	const failedIn = new Set();
	const failedPackages = [];
	for (const line of text.split('\n')) {
		if (!line.startsWith('{')) continue;
		const { Action, Package, Test } = JSON.parse(line);
		if (!Test) {
			if (Action === 'fail') failedPackages.push(Package);
			continue;
		}
		if (Action === 'pass') count.passed++;
		if (Action === 'skip') count.skipped++;
		if (Action === 'fail') {
			count.failed++;
			failedIn.add(Package);
		}
	}
	count.failed += failedPackages.filter((name) => !failedIn.has(name)).length;
	return count;
}

function vitest(text) {
	const report = JSON.parse(text);
	// A file that cannot be loaded is a failed suite without a failed test.
	const broken = report.testResults.filter(
		(file) => file.status === 'failed' && !file.assertionResults.some((t) => t.status === 'failed')
	).length;
	return {
		passed: report.numPassedTests,
		failed: report.numFailedTests + broken,
		skipped: report.numPendingTests + (report.numTodoTests ?? 0)
	};
}

function playwright(text) {
	const { stats, errors = [] } = JSON.parse(text);
	// A flaky test passed only when repeated: that is no pass.
	return {
		passed: stats.expected,
		failed: stats.unexpected + stats.flaky + errors.length,
		skipped: stats.skipped
	};
}

const total = none();
for (const [file, read] of [['go.json', go], ['vitest.json', vitest], ['playwright.json', playwright]]) {
	let count;
	try {
		count = read(readFileSync(`${dir}/${file}`, 'utf8'));
		if (count.passed + count.failed === 0) throw new Error('no test ran');
	} catch (error) {
		count = { ...none(), failed: 1 };
		console.log(`${file}: ${error.message}`);
	}
	console.log(`${file}: ${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped`);
	for (const key of Object.keys(total)) total[key] += count[key];
}
total.failed += Number(further);
if (total.failed === 0 && status !== '0') {
	console.log('the suites failed, though no test did: look at their output');
	total.failed = 1;
}
const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : '';
console.log(`ci: ${total.passed} passed, ${total.failed} failed${skipped}`);
process.exit(total.failed > 0 ? 1 : 0);
